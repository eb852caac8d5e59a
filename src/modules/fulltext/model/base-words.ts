/**
 * Words of which the compounds of a town hall are made, written for this purpose: they are known before the first
 * Dokument is filed. Words of the town's own Akten come on top.
 */
export const baseWords: readonly string[] = `
abfall abgabe ablauf ablehnung abmeldung abnahme abrechnung abschnitt abschrift absprache abstand abteilung abwasser
akte akten aktenplan alter amt amts analyse anbau anfang anfrage angabe angebot angelegenheit anhörung anlage anlass
anliegen anlieger anmeldung annahme anordnung anschluss anschrift anspruch anstalt antrag antragsteller anwalt anwohner
anzeige arbeit arbeiter arbeitgeber arbeitnehmer archiv art arzt asyl aufenthalt aufgabe auflage auflistung aufnahme aufsicht
auftrag aufwand ausbau ausbildung ausgabe ausgang auskunft ausländer ausnahme ausschank ausschreibung ausschuss
ausstattung ausstellung auszug ausweis auto bad bahn ball bank bau bauamt bauantrag bauherr baum baustelle beamte
bearbeitung bebauung bedarf bedingung beginn begleitung begräbnis begründung behandlung beherbergung behinderung behörde beihilfe beirat
beitrag bekanntgabe bekanntmachung beleg beleuchtung benachrichtigung benutzung beratung berechtigung bereich bericht
beruf bescheid bescheinigung beschluss beschwerde besetzung besitz bestand bestattung bestätigung bestellung besuch
beteiligung betrag betreuung betrieb bevollmächtigte bewachung bewerbung bewerber bewertung bewilligung bewohner bezirk bezug bild
bildung boden brand brief bruder brücke brunnen buch bund burg bundes bürger bürgerin bus buße büro chef computer dach
darlehen daten datei datenschutz dauer deich denkmal dienst dienstleistung dokument dorf druck durchführung ehe ehre eigentum
eigentümer einbürgerung eingabe eingang einheit einkommen einkünfte einladung einleitung einnahme einrichtung einsatz einsicht
einspruch einstellung eintrag eintragung einwilligung einwohner einzahlung einzug eltern empfang empfänger ende energie
entgelt entlassung entscheidung entschädigung entsorgung entwässerung entwicklung entwurf erbe erbbau erfassung ergebnis
erhebung erhöhung erklärung erlass erlaubnis erledigung ermäßigung ernennung eröffnung erneuerung ersatz erschließung
erstattung erteilung erwerb erziehung essen fach fahrer fahrrad fahrt fahrzeug fall familie farbe fehler feier feld fenster
fest feststellung feuer feuerwehr film finanz finanzierung firma fisch fischerei fläche flucht flüchtling flug flur folge
förderung form formular forst forschung frage frau freibad freiheit freizeit frieden friedhof frist frühling fuhrpark führer führung fund fundsache
führungszeugnis fuß garage garten gas gast gaststätte gebäude gebiet gebühr geburt gefahr geheimhaltung gehalt geld gelände
gemeinde genehmigung geräte gericht gerüst gesamt geschäft geschwister gesellschaft gesetz gestaltung gestattung gesundheit
gewalt gewässer gewerbe gewerbetreibende gewinn glas grab grenze größe grund grundstück gruppe gutachten güter haft hafen
haftung halle halt halter haltung hand handel handwerk haupt haus haushalt heim heirat heizung herbst herkunft hilfe hinweis
hof hochzeit höhe holz hund hunde hygiene identität immobilie impfung industrie information ingenieur inhaber inklusion innen insolvenz
integration interesse internet inventar investition jagd jahr jugend junge jubiläum kabel kalender kanal kanzlei karte kasse kataster
kauf kaution kennzeichen kind kinder kirche kita klage klasse kleid klima klinik knoten kohle kommission kommune konto kontrolle
konzept konzession kopie körper korrektur kosten kostenvoranschlag kraft kraftfahrzeug kranken krankenhaus kredit kreis krieg küche kultur kunde kündigung kunst
kurs kurzarbeit küste labor laden lage lager land landrat landwirtschaft lärm last laub lauf leben lebensmittel leder lehrer leistung
leiter leitung lese liegenschaft linie liste lizenz lohn lösung luft mahnung mandat mangel mann markt maschine maß maßnahme
material mauer medien medizin meister melde meldung menge mensch messe miete mieter minister ministerium mitarbeiter mitglied
mitteilung mittel möbel motor mühle müll museum musik mutter nachbar nachfrage nachlass nachricht nachtrag nachweis nacht name natur neben netz
niederlassung niederschrift not notar note nummer nutzer nutzung objekt ordnung organ ort orts paket papier park parken partei pass patient person
personal personen personalausweis pfand pferd pflanze pflege pflicht plakat plan planung platz politik polizei post praxis preis presse privat
probe problem produkt projekt protokoll prozess prüfer prüfung publikum punkt qualität quartier rad radweg rahmen rat raten rathaus raum reaktion recht
rechnung rechts redaktion regel regelung regen region register reinigung reise reisepass religion rente reparatur republik reserve
restaurant rettung revier richter richtlinie ring risiko rohr rolle rück rückgabe rückzahlung ruhe rundfunk saal sache sachverständige saison
sammlung sanierung satzung schaden schalter schank schau scheck schein scheidung schicht schiff schild schloss schlüssel schluss schmutz
schnee schrift schreiben schuld schule schüler schulden schutz schwangerschaft schwerbehinderung schwester schwimmbad see seite sekretariat selbst senioren service sicherheit
sicherung siedlung sitz sitzung software soldat sommer sonder sonntag sorge sorgerecht sozial spende sperrmüll sperrung spiel sport sprache sprechstunde
staat stadt stadtrat stall stand standes standort station statistik steg steig stein stelle stellung stellungnahme stempel sterbe steuer stift stiftung
stillegung stoff straf strafe strand straße strecke streit strom stück student studie studium stunde stundung sturz suche süd system tabelle tafel tag
tagesordnung taxi technik teil teilnahme teilnehmer telefon termin test text theater thema tier tisch titel tod tor tourismus tracht träger
transport trauung treff trennung treppe trink tür turnhalle überprüfung übernahme übertragung übermittlung überwachung überweisung ufer umbau umfang umgang umlage
umleitung ummeldung umsatz umschlag umwelt umzug unfall unrat unternehmen unternehmer unterbringung unterhalt unterkunft unterlage unterricht
unterschrift unterstützung untersuchung urkunde urlaub ursache urteil vater verband verbindung verbot verbrauch verbraucher verein vereinbarung
verfahren verfassung verfügung vergabe vergleich vergnügung vergütung verhalten verhandlung verkauf verkehr verlag verlängerung verletzung
verlust vermerk vermessung vermittlung vermögen vermieter veranlagung veranstaltung verordnung verpflichtung versammlung versand versicherung
versorgung verstoß versteigerung versuch vertrag vertreter vertretung vertrieb verwahrung verwaltung verwandte verwarnung verwendung verzeichnis verzicht video vieh volk
vollmacht vollstreckung vorgang vorlage vormund vormundschaft vorsitz vorsorge vorstand vortrag vorschlag vorschuss waffe wagen wahl wähler wald wand waren wärme wasser wechsel weg
weihnachten wein weisung werbung werk wert wesen wetter wettbewerb widerruf widerspruch wiese wild wind winter wirt wirtschaft wissen woche
wohn wohngeld wohnsitz wohnung zahl zahler zahlung zahn zaun zeichen zeichnung zeit zeitung zelt zentrum zeuge zeugnis ziel zimmer zins zirkus zoll zone zug zugang
zulage zulassung zusage zusatz zuschlag zuschuss zustand zuständigkeit zustellung zustimmung zuwendung zweck zwang zweig zweitwohnung
`
  .trim()
  .split(/\s+/);
