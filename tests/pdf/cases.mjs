// The documents that are made and judged: each sheet in each language, and what letters meet at their edges. Each case: name, sheet, data, attached files,
// and what must come out of it, in this order.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sample = (here, name) => JSON.parse(readFileSync(join(here, 'samples', `${name}.json`), 'utf8'));

// What stands beside a person's own words in letters of the five languages; the sentences are of the tests.
const words = {
  de: ['Ihr Antrag ist da', 'Guten Tag, wir haben Ihren Antrag bekommen und prüfen ihn in den nächsten Tagen.'],
  en: ['Your application is here', 'Good morning, we have received your application and will check it within the next days.'],
  tr: ['Başvurunuz ulaştı', 'İyi günler, başvurunuzu aldık ve önümüzdeki günlerde inceleyeceğiz; ığşçöü İIı.'],
  uk: ['Ваша заява надійшла', 'Добрий день, ми отримали вашу заяву й перевіримо її найближчими днями; її ґанок, під’їзд.'],
  ar: ['وصل طلبك', 'مرحبًا، لقد استلمنا طلبك وسنراجعه خلال الأيام القادمة، الرقم 1734.'],
};

const inLanguage = (data, language, sheet) => {
  const [title, text] = words[language];
  const changed = { ...data, language, title };
  if (sheet === 'letter') changed.blocks = [{ kind: 'paragraph', text }, { kind: 'heading', text: title }, ...data.blocks.slice(2)];
  else changed.lead = text;
  return changed;
};

const languages = (here) => ['letter', 'receipt', 'form'].flatMap((sheet) => Object.keys(words).map((language) => {
  const data = inLanguage(sample(here, sheet), language, sheet);
  // poppler writes right-to-left text in visual order here and there: there only the names are compared.
  return { name: `${sheet}-${language}`, sheet, data, order: language === 'ar' ? ['Stadt Musterstadt'] : ['Stadt Musterstadt', words[language][0]] };
}));

const letter = (here, changes) => ({ ...sample(here, 'letter'), ...changes });

const edges = (here) => {
  const long = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';
  const row = (i) => [`Nummer ${i}`, 'Eine Zeile, die etwas länger ist und deshalb umbricht, wenn die Spalte schmal ist', '1.234,56 €'];
  return [
    { name: 'no-arms', sheet: 'letter', data: letter(here, { sender: { name: 'Gemeinde Kurz' }, recipient: null, reference: null }), order: ['Gemeinde Kurz', 'Bewilligung'] },
    { name: 'empty', sheet: 'letter', data: letter(here, { blocks: [{ kind: 'list', items: [] }, { kind: 'table', columns: [{ head: 'Leer' }], rows: [] }, { kind: 'facts', pairs: [] }, { kind: 'paragraph', text: '' }] }), order: ['Bewilligung', 'Leer'] },
    { name: 'nine-lines-of-address', sheet: 'letter', data: letter(here, { remark: 'Einschreiben', recipient: ['Firma', `${long} mbH`, 'Abteilung Einkauf', 'z. Hd. Frau Muster', 'Gebäude 7', 'Musterweg 1', '48712 Musterstadt', 'Zufahrt von Norden', 'DEUTSCHLAND'] }), order: ['Einschreiben', 'Firma', 'DEUTSCHLAND', 'Bewilligung'] },
    { name: 'table-of-600-rows', sheet: 'letter', data: letter(here, { blocks: [{ kind: 'table', columns: [{ head: 'Nr.' }, { head: 'Was', width: 2 }, { head: 'Betrag', align: 'end' }], rows: Array.from({ length: 600 }, (_, i) => row(i + 1)), foot: ['Summe', '', '740.736,00 €'] }] }), order: ['Nummer 1', 'Nummer 300', 'Nummer 600', 'Summe'], heads: 'Betrag', large: true },
    { name: 'draft', sheet: 'letter', data: letter(here, { draft: true, title: 'Entwurf: Bewilligung', blocks: Array.from({ length: 90 }, (_, i) => ({ kind: 'paragraph', text: `Absatz ${i + 1} des Bescheids.` })) }), order: ['Entwurf: Bewilligung', 'Absatz 1 des', 'Absatz 90 des'], eachPage: 'ENTWURF' },
    { name: 'long-words', sheet: 'letter', data: letter(here, { title: `${long} und noch ein Titel, der über mehrere Zeilen geht, weil das Gesetz so heißt`, blocks: [{ kind: 'paragraph', text: long.repeat(4) }, { kind: 'paragraph', text: 'https://musterstadt.example/' + 'a1b2/'.repeat(60) }, { kind: 'table', columns: [{ head: long }, { head: 'B' }, { head: 'C' }], rows: [[long, 'datei_mit_langem_namen_und_noch_mehr_worten.pdf', 'x'.repeat(200)]] }] }), order: ['Rindfleisch'] },
    { name: 'levels-and-links', sheet: 'letter', data: letter(here, { blocks: [{ kind: 'heading', level: 2, text: 'Gleich die zweite Ebene' }, { kind: 'list', ordered: true, items: ['Erstens', [{ text: 'böse', link: 'javascript:alert(1)' }, ' ', { text: 'gut', link: 'https://a.example', bold: true }, ' ', { text: 'kursiv', italic: true }]] }, { kind: 'page' }, { kind: 'qr', qr: { text: 'https://a.example/1', label: 'Mehr' } }, { kind: 'closing', signature: false, name: 'Muster' }] }), order: ['Gleich', 'Erstens', 'böse gut kursiv', 'Muster'], code: 'https://a.example/1' },
    { name: 'attached', sheet: 'receipt', data: sample(here, 'receipt'), attached: { 'antrag.xml': Buffer.from('<?xml version="1.0"?><antrag><name>Łukasiewicz ẞ</name></antrag>'), 'bytes.bin': Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) & 255)) }, order: ['Bestätigung', 'Name', 'Erika Mustermann-Łukasiewicz', 'Foto-vom-Schrank.jpg'], code: 'https://musterstadt.example/pruefen/7F3K-22QD' },
    { name: 'form-code', sheet: 'form', data: sample(here, 'form'), order: ['Sperrmüll abholen lassen', 'Wer sind Sie?', 'IBAN', 'Dinge', 'Unterschrift'], code: 'https://musterstadt.example/leistungen/sperrmuell-abholen?fassung=8c1f22' },
  ];
};

/** Every character and sequence of DIN 91379 that is printed, and every string that somebody may type to do harm. */
const security = (here, shared) => {
  const folder = join(shared, 'data/security');
  if (!existsSync(folder)) return [];
  const all = JSON.parse(readFileSync(join(folder, 'din91379/din91379.json'), 'utf8')).map((one) => one.text).filter((text) => text.trim() !== '' && !text.includes('\u00ad'));
  const names = JSON.parse(readFileSync(join(folder, 'din91379/names.json'), 'utf8')).map((one) => one.text);
  const hostile = JSON.parse(readFileSync(join(folder, 'strings/naughty_strings.json'), 'utf8')).map(String);
  const typst = ['#read("/etc/passwd")', '#import "@preview/x:1.0.0": *', '$x^2$', '`code`', '*fett* _kursiv_ @verweis <marke>', '= Überschrift', '#panic("x")', '\\u{41}', '"]; #let x = 1'];
  const asAnswers = (list) => ({ ...sample(here, 'receipt'), files: list.slice(0, 60).map((name) => ({ name, size: 1, sha256: 'ab'.repeat(32) })), pages: [{ title: 'Texte', answers: list.map((text) => ({ question: text || 'leer', answer: text })) }] });
  return [
    { name: 'din91379', sheet: 'letter', data: letter(here, { recipient: names.slice(0, 4), blocks: [...all.map((text) => ({ kind: 'paragraph', text: `${text} z` })), { kind: 'list', items: names }] }), letters: all, whole: true },
    { name: 'hostile', sheet: 'receipt', data: asAnswers(hostile), order: ['Texte'], large: true },
    { name: 'typst-as-text', sheet: 'letter', data: letter(here, { title: typst[0], recipient: typst.slice(0, 4), blocks: [...typst.map((text) => ({ kind: 'paragraph', text })), { kind: 'list', items: typst }, { kind: 'table', columns: [{ head: typst[0] }], rows: typst.map((text) => [text]) }] }), order: typst },
  ];
};

export const cases = (here, shared) => [...languages(here), ...edges(here), ...security(here, shared)];

/** What makes no document, and the word that must stand in the reason. */
export const refused = (here) => [
  ['letter', letter(here, { blocks: [{ kind: 'tabel' }] }), 'tabel'],
  ['letter', letter(here, { date: '29.11.2026' }), 'date'],
  ['letter', letter(here, { sender: null }), 'sender'],
  ['letter', letter(here, { language: 'fr' }), 'language'],
  ['letter', letter(here, { blocks: undefined }), 'blocks'],
  ['letter', letter(here, { blocks: [{ kind: 'page' }, { kind: 'table', columns: [] }] }), 'block 2 (table) has no rows'],
  ['letter', letter(here, { blocks: ['text'] }), 'block 1'],
  ['receipt', { ...sample(here, 'receipt'), service: 7 }, 'service'],
  ['form', { ...sample(here, 'form'), pages: {} }, 'pages'],
  ['letter', letter(here, { sender: { name: 'Stadt', arms: '<svg' } }), 'SVG'],
  ['letter', letter(here, { blocks: [{ kind: 'qr', qr: { text: 'x'.repeat(3000) } }] }), 'qr'],
];
