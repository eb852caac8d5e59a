import type { ComponentChildren, JSX } from "preact";
import { Alert, Link, PortalPage, Prose, Section, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import type { Tenant } from "../model/tenant.ts";

interface LegalProps {
  readonly view: ViewContext;
  /** The town whose page it is; absent on pages of the platform. */
  readonly town?: Tenant;
  /** On pages of the platform: where each town's own page is. */
  readonly towns: readonly Tenant[];
}

function LegalPage(props: LegalProps & { title: string; path: string; children: ComponentChildren }): JSX.Element {
  const { view, town, towns } = props;
  const de = view.language === "de";
  const demo = town?.demo ?? (towns.length > 0 && towns.every((one) => one.demo));
  return (
    <PortalPage view={view} title={props.title}>
      <Stack gap="l">
        {demo ? (
          <Alert tone="info" title={de ? "Das ist eine Vorführung" : "This is a demonstration"} level={2}>
            <p>
              {de
                ? "Alle Personen, Anträge und Dienststellen auf diesen Seiten sind erfunden. Die Städte und Gemeinden haben mit dieser Vorführung nichts zu tun. Geben Sie keine echten Daten ein."
                : "All people, applications and offices on these pages are invented. The towns and municipalities have nothing to do with this demonstration. Do not enter real data."}
            </p>
          </Alert>
        ) : null}
        {props.children}
        {town === undefined && towns.length > 0 ? (
          <Section
            title={de ? "Die Seiten der Städte und Gemeinden" : "The pages of the towns and municipalities"}
            id="staedte"
          >
            <Prose>
              <p>
                {de
                  ? "Jede Stadt und Gemeinde ist für ihre Seiten selbst verantwortlich:"
                  : "Each town and municipality is responsible for its own pages:"}
              </p>
              <ul>
                {towns.map((one) => (
                  <li key={one.ags}>
                    <Link href={view.href(`/${one.slug}${props.path}`)}>{one.officialName}</Link>
                  </li>
                ))}
              </ul>
            </Prose>
          </Section>
        ) : null}
      </Stack>
    </PortalPage>
  );
}

function Address(props: { view: ViewContext; town: Tenant }): JSX.Element {
  const { contact, officialName } = props.town;
  const de = props.view.language === "de";
  return (
    <>
      <p>
        {officialName}
        {contact.officeName === officialName || contact.officeName === "" ? null : (
          <>
            <br />
            {contact.officeName}
          </>
        )}
        {contact.street === "" ? null : (
          <>
            <br />
            {contact.street}
          </>
        )}
        <br />
        {contact.postcode} {contact.city}
      </p>
      {contact.phone === "" && contact.email === "" ? null : (
        <p>
          {contact.phone === "" ? null : (
            <>
              {de ? "Telefon" : "Phone"}:{" "}
              <Link href={`tel:${contact.phone.replaceAll(/[^\d+]/g, "")}`}>{contact.phone}</Link>
              <br />
            </>
          )}
          {contact.email === "" ? null : (
            <>
              E-Mail: <Link href={`mailto:${contact.email}`}>{contact.email}</Link>
            </>
          )}
        </p>
      )}
    </>
  );
}

/** Who is responsible. Source: § 5 DDG. */
export function Imprint(props: LegalProps): JSX.Element {
  const { view, town } = props;
  const de = view.language === "de";
  return (
    <LegalPage {...props} title={de ? "Impressum" : "Imprint"} path="/impressum">
      {town === undefined ? (
        <Prose>
          <p>
            {de
              ? "Klickamt ist freie Software unter der Lizenz EUPL-1.2. Städte und Gemeinden betreiben damit ihr digitales Rathaus."
              : "Klickamt is free software under the EUPL-1.2 licence. Towns and municipalities run their digital town hall on it."}
          </p>
        </Prose>
      ) : (
        <>
          <Section title={de ? "Verantwortlich für diese Seiten" : "Responsible for these pages"} id="verantwortlich">
            <Prose>
              <Address view={view} town={town} />
              <p>
                {de
                  ? "Angaben nach § 5 Digitale-Dienste-Gesetz (DDG). Die Stadt oder Gemeinde ist eine Körperschaft des öffentlichen Rechts und wird von der Bürgermeisterin oder dem Bürgermeister vertreten (§ 63 GO NRW)."
                  : "Information under section 5 of the Digital Services Act (DDG). The municipality is a corporation under public law and is represented by its mayor (section 63 GO NRW)."}
              </p>
            </Prose>
          </Section>
          <Section title={de ? "Technik" : "Technology"} id="technik">
            <Prose>
              <p>
                {de
                  ? "Diese Seiten laufen mit Klickamt, freier Software unter der Lizenz EUPL-1.2. Das Zeichen neben dem Namen ist von Klickamt und kein Wappen."
                  : "These pages run on Klickamt, free software under the EUPL-1.2 licence. The mark beside the name is made by Klickamt and is no coat of arms."}
              </p>
            </Prose>
          </Section>
        </>
      )}
    </LegalPage>
  );
}

/** What happens with personal data. Source: Art. 13 GDPR. */
export function Privacy(props: LegalProps): JSX.Element {
  const { view, town } = props;
  const de = view.language === "de";
  return (
    <LegalPage {...props} title={de ? "Datenschutz" : "Data protection"} path="/datenschutz">
      {town === undefined ? null : (
        <Section title={de ? "Wer verantwortlich ist" : "Who is responsible"} id="verantwortlich">
          <Prose>
            <Address view={view} town={town} />
          </Prose>
        </Section>
      )}
      <Section title={de ? "Wenn Sie nur lesen" : "When you only read"} id="lesen">
        <Prose>
          <p>
            {de
              ? "Wir setzen ein technisch notwendiges Cookie namens „klickamt“. Es enthält eine zufällige Zeichenfolge und schützt Formulare vor Missbrauch. Es gibt keine Werbung, keine Besuchszählung und keine Dienste anderer Anbieter. Das Cookie ist nach § 25 Abs. 2 Nr. 2 TDDDG ohne Einwilligung erlaubt."
              : "We set one cookie that is technically necessary, called “klickamt”. It holds random characters and protects forms against misuse. There is no advertising, no counting of visits and no service of another company. The cookie is allowed without consent under section 25 (2) no. 2 TDDDG."}
          </p>
          <p>
            {de
              ? "Das Betriebsprotokoll hält fest, welche Art von Seite wann aufgerufen wurde und wie lange die Antwort dauerte. Es enthält keine Namen, keine Eingaben und keine Internetadresse Ihres Geräts. Die Internetadresse bleibt eine Minute lang im Arbeitsspeicher, damit wir Angriffe abwehren können."
              : "The operating log records which kind of page was opened when and how long the answer took. It holds no names, nothing you typed and no internet address of your device. The internet address stays in memory for a minute so that we can fend off attacks."}
          </p>
        </Prose>
      </Section>
      <Section title={de ? "Wenn Sie einen Antrag stellen" : "When you apply for something"} id="antrag">
        <Prose>
          <p>
            {de
              ? "Wir verarbeiten, was Sie eingeben und hochladen, um Ihren Antrag zu bearbeiten (Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW). Auf welchem Gesetz der einzelne Antrag beruht, wer die Daten erhält und wie lange die Akte bleibt, steht auf der Seite der Leistung. Neben jedem Feld steht seine Rechtsgrundlage."
              : "We process what you enter and upload in order to work on your application (Art. 6 (1) (c) and (e) GDPR, section 3 DSG NRW). Which law an application rests on, who receives the data and how long the file is kept is told on the page of the service. Each field names its legal basis."}
          </p>
          <p>
            {de
              ? "Ein Entwurf bleibt gespeichert, damit Sie ihn fortsetzen können. Rühren Sie ihn 60 Tage lang nicht an, wird er gelöscht. Damit es auch ohne Netz weitergeht, legt Ihr Browser Seiten und Antworten eines begonnenen Antrags verschlüsselt auf Ihrem Gerät ab. Nach dem Absenden, spätestens nach 60 Tagen, löscht er sie. Das Cookie „zugang“ merkt sich 90 Tage lang den Code, mit dem Sie an Ihre Entwürfe und Ihr Postfach kommen. Beides ist nötig, damit es so geht, wie Sie es möchten (§ 25 Abs. 2 Nr. 2 TDDDG). Auf einem fremden Gerät löschen Sie danach die Cookies und die Daten dieser Seiten."
              : "A draft stays stored so that you can continue it. If you do not touch it for 60 days, it is deleted. So that you can go on without a network, your browser keeps pages and answers of an application that you have begun on your device, encrypted. It deletes them after sending, and after 60 days at the latest. The cookie “zugang” remembers for 90 days the code that opens your drafts and your mailbox. Both are needed for what you want to do (section 25 (2) no. 2 TDDDG). On somebody else’s device, delete the cookies and the data of these pages afterwards."}
          </p>
        </Prose>
      </Section>
      <Section title={de ? "Wenn Sie einen Termin buchen" : "When you book an appointment"} id="termin">
        <Prose>
          <p>
            {de
              ? "Name und Zeit brauchen wir, um Ihnen die Zeit im Amt freizuhalten (Art. 6 Abs. 1 Buchst. e DSGVO, § 3 DSG NRW). Den Namen löschen wir 30 Tage nach dem Termin, auf der Warteliste 30 Tage nach ihrem letzten Tag."
              : "We need name and time to keep the time at the office free for you (Art. 6 (1) (e) GDPR, section 3 DSG NRW). We delete the name 30 days after the appointment, on the waiting list 30 days after its last day."}
          </p>
        </Prose>
      </Section>
      <Section title={de ? "Ihre Rechte" : "Your rights"} id="rechte">
        <Prose>
          <p>
            {de
              ? "Was Sie freiwillig angeben, zum Beispiel Ihre E-Mail-Adresse für Nachrichten, verarbeiten wir mit Ihrer Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO). Sie können sie jederzeit zurücknehmen. Was bis dahin geschehen ist, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO)."
              : "What you give voluntarily, such as your e-mail address for messages, we process with your consent (Art. 6 (1) (a) GDPR). You can withdraw it at any time. What has happened until then stays lawful (Art. 7 (3) GDPR)."}
          </p>
          <p>
            {de
              ? "Sie können Auskunft, Berichtigung, Löschung und Einschränkung verlangen und der Verarbeitung widersprechen (Art. 15 bis 18 und 21 DSGVO), soweit das Gesetz die Daten nicht vorschreibt. Wenden Sie sich an die Stadt oder Gemeinde oder ihre Datenschutzbeauftragten. Beschweren können Sie sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen."
              : "You can ask for access, correction, erasure and restriction and can object (Art. 15 to 18 and 21 GDPR) as far as the law does not demand the data. Turn to the municipality or its data protection officer. You can complain to the State Commissioner for Data Protection and Freedom of Information of North Rhine-Westphalia."}
          </p>
        </Prose>
      </Section>
    </LegalPage>
  );
}

/**
 * Statement on accessibility: what it has to say of gaps, their reasons, where to report and where to complain.
 * Source: § 10b BGG NRW, §§ 4 and 5 BITVNRW, § 7 BITV 2.0, Directive (EU) 2016/2102, Art. 7.
 */
export function Accessibility(props: LegalProps): JSX.Element {
  const { view, town } = props;
  const de = view.language === "de";
  return (
    <LegalPage
      {...props}
      title={de ? "Erklärung zur Barrierefreiheit" : "Accessibility statement"}
      path="/barrierefreiheit"
    >
      <Section title={de ? "Stand" : "State"} id="stand">
        <Prose>
          {town === undefined ? null : (
            <p>
              {de
                ? `Diese Erklärung gilt für alle Seiten der ${town.officialName} unter dieser Adresse.`
                : `This statement holds for all pages of ${town.officialName} at this address.`}
            </p>
          )}
          <p>
            {de
              ? "Diese Seiten sollen allen offenstehen, nach der BITV 2.0, der EN 301 549 und den WCAG 2.2 auf Stufe AA. Sie sind damit teilweise vereinbar. Wir haben sie selbst bewertet: mit automatischen Prüfungen bei jeder Änderung und mit der Tastatur. Eine unabhängige Stelle hat sie noch nicht geprüft, Menschen mit Behinderungen haben sie noch nicht erprobt."
              : "These pages are meant to be open to everybody, under BITV 2.0, EN 301 549 and WCAG 2.2 at level AA. They comply in part. We have assessed them ourselves: with automatic checks at every change and by keyboard. No independent body has examined them yet, and people with disabilities have not tried them yet."}
          </p>
        </Prose>
      </Section>
      <Section title={de ? "Was noch fehlt" : "What is missing"} id="luecken">
        <Prose>
          <ul>
            <li>
              {de
                ? "Nur die wichtigsten Hinweise gibt es in Leichter Sprache, noch keine Inhalte in Deutscher Gebärdensprache. Grund: Sie sind noch nicht erarbeitet."
                : "Only the most important notes are in easy language, nothing is in German Sign Language yet. Reason: they have not been worked out yet."}
            </li>
            <li>
              {de
                ? "Unterlagen, die andere Personen hochladen, können Barrieren enthalten. Grund: Wir haben sie nicht gestaltet. Auf Wunsch erhalten Sie den Inhalt in anderer Form."
                : "Documents that other people upload can have barriers. Reason: they are not of our making. On request you get their content in another form."}
            </li>
          </ul>
        </Prose>
      </Section>
      <Section title={de ? "Barriere melden" : "Report a barrier"} id="melden">
        <Prose>
          <p>
            {de
              ? "Sie kommen an einer Stelle nicht weiter? Schreiben Sie uns oder rufen Sie an. Wir antworten Ihnen spätestens nach sechs Wochen und sagen, was wir tun (§ 5 Abs. 2 BITVNRW)."
              : "Something stops you? Write or call. We answer after six weeks at the latest and tell you what we will do (section 5 (2) BITVNRW)."}
          </p>
          {town === undefined ? (
            <p>
              {de
                ? "Melden Sie es der Stadt oder Gemeinde, auf deren Seite Sie sind."
                : "Tell the town or municipality whose page you are on."}
            </p>
          ) : (
            <Address view={view} town={town} />
          )}
        </Prose>
      </Section>
      <Section title={de ? "Wenn das nicht hilft" : "If that does not help"} id="ombudsstelle">
        <Prose>
          <p>
            {de
              ? "Antwortet die Stelle nicht oder hilft die Antwort nicht, können Sie sich kostenlos an die Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen wenden (§ 10d BGG NRW)."
              : "If the office does not answer or the answer does not help, you can turn, free of charge, to the Ombuds Office for Accessible Information Technology of North Rhine-Westphalia (section 10d BGG NRW)."}
          </p>
          <p>
            <Link href="https://www.lbbp.nrw.de/ombudsstelle" external>
              {de ? "Zum Ombudsverfahren" : "To the procedure of the Ombuds Office"}
            </Link>
            <br />
            E-Mail:{" "}
            <Link href="mailto:ombudsstelle-barrierefreie-it@mags.nrw.de">
              ombudsstelle-barrierefreie-it@mags.nrw.de
            </Link>
          </p>
          <p>
            {de
              ? "Diese Erklärung wurde am 22. November 2026 erstellt. Grundlage: § 10b BGG NRW, § 4 BITVNRW, § 7 BITV 2.0 und Artikel 7 der Richtlinie (EU) 2016/2102."
              : "This statement was drawn up on 22 November 2026. Basis: section 10b BGG NRW, section 4 BITVNRW, section 7 BITV 2.0 and Article 7 of Directive (EU) 2016/2102."}
          </p>
        </Prose>
      </Section>
    </LegalPage>
  );
}

/** What the site is for, in easy language. Source: § 4 BITV 2.0. */
export function EasyLanguage(props: LegalProps): JSX.Element {
  const { view, town } = props;
  const de = view.language === "de";
  const name = town?.officialName ?? (de ? "Ihre Stadt oder Gemeinde" : "your town");
  const lines = de
    ? [
        `Das ist eine Internet-Seite für Anträge an ${town === undefined ? "Ihre Stadt oder Gemeinde" : `die ${name}`}.`,
        "Ein Antrag heißt: Sie bitten das Amt um etwas. Oder Sie teilen dem Amt etwas mit.",
        "Zum Beispiel: Sie wollen eine Firma anmelden.",
        "Sie beantworten Fragen. Auf jeder Seite stehen wenige Fragen.",
        "Sie können eine Pause machen. Dafür bekommen Sie einen Code.",
        "Der Code besteht aus Buchstaben und Zahlen. Bewahren Sie den Code gut auf.",
        "Mit dem Code machen Sie später weiter. Mit dem Code lesen Sie auch die Antwort vom Amt.",
        "Haben Sie Fragen? Dann rufen Sie das Amt an. Oder Sie gehen hin.",
      ]
    : [
        `This website is for applications to ${name}.`,
        "To apply means: you ask the office for something. Or you tell the office something.",
        "For example: you want to register a business.",
        "You answer questions. There are few questions on each page.",
        "You can take a break. You get a code for that.",
        "The code has letters and numbers. Keep the code safe.",
        "With the code you go on later. With the code you also read the answer of the office.",
        "Do you have questions? Then call the office. Or go there.",
      ];
  return (
    <LegalPage {...props} title={de ? "Leichte Sprache" : "Easy language"} path="/leichte-sprache">
      <Prose>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {town === undefined ? null : <Address view={view} town={town} />}
      </Prose>
    </LegalPage>
  );
}
