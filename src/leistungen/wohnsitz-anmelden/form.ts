import type { Section } from "../../modules/forms/index.ts";
import {
  addressElements,
  asked,
  countriesUri,
  idDocument,
  nameElements,
  personElements,
  statusElements,
} from "./persons.ts";

const exceptions = ["kurz-gemeldet", "kurz-ausland", "dienst"].map((value) => `"${value}"`).join(", ");

/** Pages of the Meldeschein. Sources: §§ 3, 17, 19, 21, 23, 24, 27 BMG. */
export const sections: readonly Section[] = [
  {
    key: "einzug",
    title: { de: "Ihr Einzug", en: "Moving in" },
    elements: [
      {
        kind: "note",
        text: {
          de: "Sie füllen hier den Meldeschein aus und bringen ihn mit einem Besuch zu Ende: Angemeldet sind Sie erst, wenn Sie Ihre Angaben im Bürgerbüro bestätigt haben (§ 23 Abs. 1 BMG). Die vollständig elektronische Anmeldung nach § 23a BMG braucht die Online-Funktion Ihres Ausweises und den Abruf Ihrer Daten bei der bisherigen Meldebehörde. Beides gibt es hier noch nicht.",
          en: "You fill in the registration form here and complete it with one visit: you are registered only once you have confirmed your details at the citizens' office (§ 23 Abs. 1 BMG). Fully electronic registration under § 23a BMG needs the online function of your ID card and the retrieval of your data from your former registration office. Neither is available here yet.",
        },
      },
      asked(
        "ausnahme",
        "choice",
        { de: "Trifft davon etwas auf Sie zu?", en: "Does any of this apply to you?" },
        "§ 27 BMG",
        {
          options: [
            { value: "keine", label: { de: "Nein, nichts davon", en: "No, none of it" } },
            {
              value: "kurz-gemeldet",
              label: {
                de: "Ich bin woanders in Deutschland gemeldet und bleibe höchstens sechs Monate",
                en: "I am registered elsewhere in Germany and stay for six months at most",
              },
            },
            {
              value: "kurz-ausland",
              label: {
                de: "Ich wohne sonst im Ausland und bleibe höchstens drei Monate",
                en: "I otherwise live abroad and stay for three months at most",
              },
            },
            {
              value: "dienst",
              label: {
                de: "Ich bin gemeldet und beziehe eine Unterkunft, die der Dienst stellt",
                en: "I am registered and move into accommodation that the service provides",
              },
              hint: {
                de: "Für Wehrdienst, Freiwilligendienst oder einen Lehrgang des öffentlichen Dienstes. Bei der Polizei, als Berufs- oder Zeitsoldatin oder -soldat nur für höchstens zwölf Monate.",
                en: "For military or voluntary service or a course of the public service. With the police, or as a professional or temporary-career soldier, for twelve months at most.",
              },
            },
          ],
          help: {
            de: "Die drei und die sechs Monate gelten nicht für Menschen, die als Spätaussiedler verteilt werden oder denen als Asylsuchende eine Unterkunft zugewiesen ist (§ 27 Abs. 3 BMG). Wählen Sie dann „Nein, nichts davon“.",
            en: "The three and six months do not hold for late resettlers who are allocated to a place, nor for asylum seekers who are assigned accommodation (§ 27 Abs. 3 BMG). In that case choose “No, none of it”.",
          },
          checks: [
            {
              feel: `not(value in [${exceptions}])`,
              message: {
                de: "Dann müssen Sie sich für diese Wohnung nicht anmelden (§ 27 BMG). Sie können das Formular schließen. Wenn Sie länger bleiben, melden Sie sich innerhalb von zwei Wochen an.",
                en: "Then you need not register for this home (§ 27 BMG). You can close the form. If you stay longer, register within two weeks.",
              },
            },
          ],
        },
      ),
      asked(
        "einzugsdatum",
        "date",
        { de: "Tag des Einzugs", en: "Day you moved in" },
        "§ 17 Abs. 1, § 3 Abs. 1 Nr. 13 BMG",
        {
          inSentence: { de: "den Tag des Einzugs", en: "the day you moved in" },
          help: {
            de: "Anmelden können Sie sich erst, wenn Sie eingezogen sind. Danach haben Sie zwei Wochen Zeit.",
            en: "You can only register after you have moved in. Then you have two weeks.",
          },
          min: "1950-01-01",
          max: "today()",
        },
      ),
      {
        kind: "note",
        tone: "warning",
        when: 'einzugsdatum < today() - duration("P14D")',
        text: {
          de: "Ihr Einzug liegt mehr als zwei Wochen zurück (§ 17 Abs. 1 BMG). Nur wenn die zwei Wochen an einem Samstag, Sonntag oder Feiertag endeten, haben Sie noch bis zum nächsten Werktag Zeit (§ 31 Abs. 3 VwVfG NRW). Melden Sie sich jetzt gleich an. Eine verspätete Anmeldung kann als Ordnungswidrigkeit geahndet werden (§ 54 Abs. 2 Nr. 1 BMG).",
          en: "You moved in more than two weeks ago (§ 17 Abs. 1 BMG). Only if the two weeks ended on a Saturday, Sunday or holiday do you still have until the next working day (§ 31 Abs. 3 VwVfG NRW). Register right now. Late registration can be treated as an administrative offence (§ 54 Abs. 2 Nr. 1 BMG).",
        },
      },
      {
        kind: "group",
        key: "wohnung",
        title: { de: "Die neue Wohnung", en: "The new home" },
        elements: addressElements("§ 3 Abs. 1 Nr. 12 BMG"),
      },
      asked(
        "status",
        "choice",
        { de: "Was ist diese Wohnung für Sie?", en: "What is this home to you?" },
        "§§ 21, 22 BMG",
        {
          options: [
            { value: "einzige", label: { de: "Meine einzige Wohnung", en: "My only home" } },
            {
              value: "haupt",
              label: { de: "Meine Hauptwohnung, ich habe noch eine weitere", en: "My main home, I have another one" },
            },
            { value: "neben", label: { de: "Meine Nebenwohnung", en: "My second home" } },
          ],
          help: {
            de: "Hauptwohnung ist die Wohnung, die Sie vorwiegend benutzen. Bei Verheirateten ist es die vorwiegend benutzte Wohnung der Familie.",
            en: "Your main home is the one you use most. For married people it is the one the family uses most.",
          },
        },
      ),
      {
        kind: "group",
        key: "weitere",
        title: { de: "Ihre weiteren Wohnungen in Deutschland", en: "Your other homes in Germany" },
        entryName: { de: "Weitere Wohnung", en: "Other home" },
        when: 'status in ["haupt", "neben"]',
        min: 1,
        max: 5,
        elements: addressElements("§ 21 Abs. 4 BMG"),
      },
    ],
  },
  {
    key: "bisher",
    title: { de: "Ihre bisherige Wohnung", en: "Your former home" },
    elements: [
      asked("woher", "choice", { de: "Woher ziehen Sie zu?", en: "Where do you move from?" }, "§ 3 Abs. 1 Nr. 12 BMG", {
        options: [
          { value: "inland", label: { de: "Aus einer Wohnung in Deutschland", en: "From a home in Germany" } },
          { value: "ausland", label: { de: "Aus dem Ausland", en: "From abroad" } },
        ],
      }),
      {
        kind: "group",
        key: "bisherige",
        when: 'woher = "inland"',
        elements: [
          ...addressElements("§ 23 Abs. 3 BMG"),
          asked(
            "aufgegeben",
            "yes-no",
            { de: "Geben Sie diese Wohnung auf?", en: "Do you give this home up?" },
            "§ 21 Abs. 4 BMG",
          ),
        ],
      },
      {
        kind: "group",
        key: "ausland",
        when: 'woher = "ausland"',
        elements: [
          asked("staat", "select", { de: "Staat", en: "Country" }, "§ 3 Abs. 1 Nr. 12 BMG", {
            codeList: { uri: countriesUri },
            checks: [
              {
                feel: 'value != "de"',
                message: {
                  de: "Wählen Sie einen Staat im Ausland oder oben „Aus einer Wohnung in Deutschland“.",
                  en: "Choose a country abroad, or “From a home in Germany” above.",
                },
              },
            ],
          }),
          asked(
            "zuzug",
            "date",
            { de: "Tag des Zuzugs nach Deutschland", en: "Day you came to Germany" },
            "§ 3 Abs. 1 Nr. 13 BMG",
            {
              min: "1950-01-01",
              max: "today()",
            },
          ),
          asked(
            "letzteInland",
            "text",
            { de: "Letzte Anschrift in Deutschland", en: "Last address in Germany" },
            "§ 3 Abs. 1 Nr. 12 BMG",
            {
              required: false,
              hint: { de: "Wenn Sie schon einmal hier gewohnt haben.", en: "If you have lived here before." },
            },
          ),
        ],
      },
    ],
  },
  {
    key: "person",
    title: { de: "Zu Ihrer Person", en: "About you" },
    elements: [{ kind: "group", key: "person", elements: nameElements() }],
  },
  {
    key: "stand",
    title: { de: "Staatsangehörigkeit und Familienstand", en: "Nationality and marital status" },
    elements: [{ kind: "group", key: "person", elements: statusElements() }],
  },
  {
    key: "ausweis",
    title: { de: "Ihr Ausweis", en: "Your identity document" },
    intro: {
      de: "Bringen Sie dieses Dokument zu Ihrem Besuch mit.",
      en: "Bring this document with you when you come.",
    },
    elements: [{ kind: "group", key: "person", elements: [idDocument] }],
  },
  {
    key: "familie",
    title: { de: "Wer zieht mit Ihnen ein?", en: "Who moves in with you?" },
    intro: {
      de: "Ehegatten, Lebenspartner und Familienangehörige, die am selben Tag aus derselben Wohnung kommen, melden Sie hier gleich mit an (§ 23 Abs. 4 BMG).",
      en: "Spouses, registered partners and family members who come from the same home on the same day are registered here along with you (§ 23 Abs. 4 BMG).",
    },
    elements: [
      asked(
        "mitFamilie",
        "yes-no",
        { de: "Zieht noch jemand aus Ihrer Familie mit ein?", en: "Does anyone else of your family move in?" },
        "§ 23 Abs. 4 BMG",
      ),
      {
        kind: "group",
        key: "familie",
        when: 'mitFamilie = "ja"',
        entryName: { de: "Person", en: "Person" },
        min: 1,
        max: 9,
        elements: [
          asked("beziehung", "choice", { de: "Wer ist das?", en: "Who is this?" }, "§ 3 Abs. 1 Nr. 9, 15 und 16 BMG", {
            options: [
              { value: "ehe", label: { de: "Meine Ehefrau oder mein Ehemann", en: "My wife or husband" } },
              {
                value: "lebenspartner",
                label: {
                  de: "Meine Lebenspartnerin oder mein Lebenspartner (eingetragen)",
                  en: "My registered partner",
                },
              },
              { value: "kind", label: { de: "Mein Kind", en: "My child" } },
              { value: "eltern", label: { de: "Mein Elternteil", en: "My parent" } },
              { value: "andere", label: { de: "Andere Familienangehörige", en: "Another member of the family" } },
            ],
          }),
          ...personElements(),
        ],
      },
      asked(
        "berechtigt",
        "declaration",
        {
          de: "Ich bin berechtigt, die Daten der anderen Personen entgegenzunehmen. Ich weiß: Wer sich Daten unbefugt verschafft und dafür eine Berechtigung vortäuscht, macht sich strafbar (§ 202a StGB).",
          en: "I am entitled to receive the data of the other persons. I know that obtaining data without authority by pretending to be entitled is a criminal offence (§ 202a StGB).",
        },
        "§ 23 Abs. 4 Satz 3 und 4 BMG",
        { when: 'mitFamilie = "ja"', inSentence: { de: "die Versicherung", en: "the assurance" } },
      ),
    ],
  },
  {
    key: "wohnungsgeber",
    title: { de: "Bestätigung des Wohnungsgebers", en: "Confirmation by the landlord" },
    intro: {
      de: "Wer Ihnen die Wohnung überlässt, bestätigt den Einzug (§ 19 BMG). Wohnen Sie in Ihrem Eigentum, bestätigen Sie ihn selbst.",
      en: "Whoever lets you the home confirms that you moved in (§ 19 BMG). If you own it, you confirm it yourself.",
    },
    elements: [
      {
        kind: "group",
        key: "geber",
        elements: [
          asked(
            "name",
            "text",
            { de: "Name des Wohnungsgebers", en: "Name of the landlord" },
            "§ 19 Abs. 3 Nr. 1 BMG",
            { maxLength: 120 },
          ),
          asked(
            "anschrift",
            "text",
            { de: "Anschrift des Wohnungsgebers", en: "Address of the landlord" },
            "§ 19 Abs. 3 Nr. 1 BMG",
          ),
          asked(
            "istEigentuemer",
            "yes-no",
            { de: "Gehört ihm die Wohnung?", en: "Does the landlord own the home?" },
            "§ 19 Abs. 3 Nr. 1 BMG",
          ),
          asked(
            "eigentuemer",
            "text",
            { de: "Name der Eigentümerin oder des Eigentümers", en: "Name of the owner" },
            "§ 19 Abs. 3 Nr. 1 BMG",
            {
              when: 'istEigentuemer = "nein"',
              maxLength: 120,
            },
          ),
        ],
      },
      asked(
        "nachweisart",
        "choice",
        { de: "Wie weisen Sie den Einzug nach?", en: "How do you prove that you moved in?" },
        "§ 19 Abs. 1 bis 4, § 23 Abs. 1 BMG",
        {
          options: [
            { value: "datei", label: { de: "Ich lade die Bestätigung hoch", en: "I upload the confirmation" } },
            { value: "merkmal", label: { de: "Ich habe ein Zuordnungsmerkmal", en: "I have an assignment code" } },
            {
              value: "mitbringen",
              label: { de: "Ich bringe die Bestätigung mit", en: "I bring the confirmation with me" },
            },
            {
              value: "keine",
              label: { de: "Ich habe keine Bestätigung bekommen", en: "I have not been given a confirmation" },
            },
          ],
        },
      ),
      asked(
        "bestaetigung",
        "file",
        { de: "Bestätigung des Wohnungsgebers", en: "Confirmation by the landlord" },
        "§ 19 Abs. 3 BMG",
        {
          when: 'nachweisart = "datei"',
          hint: {
            de: "Mit Einzugsdatum, Anschrift der Wohnung und allen Namen. Bringen Sie das Original mit.",
            en: "With the date you moved in, the address of the home and all names. Bring the original with you.",
          },
          file: { kinds: ["pdf", "picture"], maxFiles: 3 },
        },
      ),
      asked("zuordnungsmerkmal", "text", { de: "Zuordnungsmerkmal", en: "Assignment code" }, "§ 19 Abs. 4 BMG", {
        when: 'nachweisart = "merkmal"',
        hint: { de: "Der Wohnungsgeber hat es von uns bekommen.", en: "The landlord has received it from us." },
        maxLength: 60,
      }),
      {
        kind: "note",
        when: 'nachweisart = "keine"',
        text: {
          de: "Damit haben Sie uns mitgeteilt, dass die Bestätigung fehlt (§ 19 Abs. 2 BMG). Wir fragen beim Wohnungsgeber nach. Anmelden müssen Sie sich trotzdem.",
          en: "With this you have told us that the confirmation is missing (§ 19 Abs. 2 BMG). We ask the landlord. You have to register all the same.",
        },
      },
    ],
  },
  {
    key: "widersprueche",
    title: { de: "Wem Sie Auskünfte verbieten", en: "Whom you forbid to be told" },
    intro: {
      de: "Sie können diesen Übermittlungen widersprechen, kostenlos und ohne Begründung (§ 42 Abs. 3, § 50 Abs. 5 BMG).",
      en: "You can object to these disclosures, free of charge and without giving reasons (§ 42 Abs. 3, § 50 Abs. 5 BMG).",
    },
    elements: [
      asked(
        "widersprueche",
        "choices",
        { de: "Ich widerspreche der Übermittlung", en: "I object to disclosure" },
        "§ 42 Abs. 3 Satz 2, § 50 Abs. 5 BMG",
        {
          required: false,
          options: [
            {
              value: "parteien",
              label: { de: "an Parteien und Wählergruppen vor Wahlen", en: "to parties before elections" },
            },
            {
              value: "jubilaeen",
              label: {
                de: "von Jubiläen an Presse, Rundfunk und Mandatsträger",
                en: "of anniversaries to the press and elected representatives",
              },
            },
            {
              value: "religion",
              label: {
                de: "an die Religionsgesellschaft meiner Familienangehörigen, der ich nicht angehöre",
                en: "to the religious community of my family members to which I do not belong",
              },
            },
          ],
        },
      ),
      asked("telefon", "phone", { de: "Telefon", en: "Telephone" }, "freiwillig, § 24 Abs. 1 BMG verlangt es nicht", {
        required: false,
        autocomplete: "tel",
      }),
      asked("email", "email", { de: "E-Mail", en: "E-mail" }, "freiwillig, § 24 Abs. 1 BMG verlangt es nicht", {
        required: false,
        autocomplete: "email",
      }),
    ],
  },
];
