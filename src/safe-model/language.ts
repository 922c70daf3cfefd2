import { stem } from "./draft-texts.ts";
import { wordSet } from "./names/words.ts";

/**
 * Little words by which a sentence shows its language. A word that two of them have shows nothing; a
 * language that isn't here is told by its script alone.
 */
const LITTLE_WORDS: Readonly<Record<string, string>> = {
  en: `a about above after again all also am among an and another any are as at back be because been
    before being below between both but by can come could current day days did die do does done down
    during each either else empty end even every everything false few first for found four free from
    get had has have he her here hers him his how if in into is it its itself just kind last later
    least left less lets like link list long lots made make many may me might mine month more most must
    my name need needs never new newest next no none nor not nothing now number of off old oldest on
    once one only open or other others our out over own page per plus same see set she should show
    since size so some start still such than that the their them then there these they this those
    three through time times to today too true two under until up upon us use was way we week were
    what when where whether which while who whole whom whose why will with within without word work
    would year yes yet you your`,
  de: `aber alle allem allen aller alles als am auch auf aus bei beim bevor bis bitte bzw da damit danach
    dann das dass dein deine deinen dem den denn der des dich die dies diese diesem diesen dieser dieses
    dir doch du durch ein eine einem einen einer eines er es für gib gibt hat hier ihm ihn ihr ihre ihren
    im immer ist ja jede jeden jeder jedes kein keine keinen man mehr mein meine mit muss müssen nach nein
    nicht nichts nie niemals nur ob oder ohne rufe sehr sein seine sende sich sie sind sobald soll sollte
    statt stets über um und uns unter vom von vor vorher war was weil wenn wer werden wie wird zu zuerst
    zum zur zuvor`,
  fr: `afin ainsi alors après au aucun aussi autre autres aux avant avec avez ce cela celui ces cet cette
    chaque chez comme dans de des donc dont du elle elles en encore ensuite est et être eux fait faut il
    ils jamais je la le les leur leurs lui ma mais mes moi même ne nos notre nous ont ou où par pas plus
    pour puis quand que quel quelle qui sa sans sauf se selon ses si sinon son sont sous sur ta tes toi
    ton toujours tous tout toute toutes très tu un une utilise utilisez veuillez vers vos votre vous`,
  es: `al algo antes aquí así aunque cada como con cuando cualquier de debe debes del desde después donde el
    ella ellos en entonces entre era eres es esa ese eso esta este estas esto estos está están fue ha hacia
    hasta hay la las le les llama lo los luego más me mi mis muy nada ni no nunca o otra otro para pero por
    porque primero que qué se sea según ser si siempre sin sobre solo son su sus también tan te tiene toda
    todas todo todos tu tus un una uno usa usted y ya`,
  it: `agli alla alle allo anche ancora che chi ci come con cui da dai dal dalla degli dei del della delle di
    dopo dove e ed gli ha hai i il in invia io la le lo loro ma mai mia mio ne negli nei nel nella nelle
    nessun non o ogni per perché poi prima quando quella quello questa questi questo qui se sei sempre senza
    si solo sono sua sugli sui sul sulla suo ti tu tua tue tuo tutte tutti tutto un una uno usa`,
  pt: `ao aos antes após as até cada com como da das de depois do dos e ela ele em então entre era essa esse
    esta este está eu foi isso isto já lhe mais mas me meu minha muito na nas nem no nos nunca não o os ou
    para pela pelo por porque primeiro qual quando que quem se sem sempre ser seu seus sobre sua suas são só
    também te tem todas todo todos tu um uma use você`,
  nl: `aan al alle als altijd bij dan dat de deze die dit door dus een eerst elke en er gebruik geen haar heeft
    hem het hier hij hoe ik in is je jouw jij kan maar meer met mij mijn moet na naar niet niets nog nooit nu
    of om omdat onder ons ook op over roep stuur te toen tot u uit uw van veel voor voordat waar want wat we
    wel werd wie wij worden wordt zal ze zich zij zijn zo zonder`,
};

interface LittleWords {
  own: ReadonlySet<string>;
  /** Those of all the other languages. */
  others: ReadonlySet<string>;
}

const WORDS = new Map<string, LittleWords>(
  Object.entries(LITTLE_WORDS).map(([language, own]) => {
    const others = Object.entries(LITTLE_WORDS).filter(([other]) => other !== language);
    return [language, { own: wordSet(own), others: wordSet(others.map(([, words]) => words).join(" ")) }];
  }),
);

/** Scripts that `Intl` names as one, by their Unicode names. */
const JOINT: Readonly<Record<string, readonly string[]>> = {
  Jpan: ["Han", "Hira", "Kana"],
  Kore: ["Hang", "Han"],
  Hans: ["Han", "Bopo"],
  Hant: ["Han", "Bopo"],
  Latf: ["Latin"],
  Latg: ["Latin"],
};

/**
 * The first part of a text that isn't in a language; undefined where all of it may be. Orders in a
 * language that nobody expects are read by agents all the same, and by few reviewers.
 *
 * @param language a tag such as `en`
 * @param own words that count as known in any language
 */
export function foreignPart(text: string, language: string, own: ReadonlySet<string>): string | undefined {
  const { letter, others } = scriptsOf(language);
  const strange = BEYOND_ASCII.test(text) ? others.exec(text)?.[0] : undefined;
  if (strange !== undefined) {
    return strange;
  }
  const isLatin = letter.test("a");
  return text
    .split(/[.!?;:\n]+\s|\n/)
    .flatMap(withoutLists)
    .find((sentence) => {
      const said = words(sentence);
      return isLatin
        ? isForeign(said, language, own) || hasForeignStretch(said, language, own)
        : !letter.test(sentence) && said.length > 2;
    });
}

/** Of ASCII every letter is Latin. */
const BEYOND_ASCII = /[^ -~\s]/;

/** A list of single words has no little ones: each of its parts is looked at alone. */
function withoutLists(sentence: string): string[] {
  const parts = sentence.split(",");
  return parts.every((part) => words(part).length < 3) ? parts : [sentence];
}

/** Whether a text as a whole is in another language: single words and names of others may stand in it. */
export function isForeignText(text: string, language: string, own: ReadonlySet<string>): boolean {
  const { letter, others } = scriptsOf(language);
  const isMostlyStrange = (): boolean => {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const strange = (text.match(new RegExp(others, "gu")) ?? []).join("").length;
    return strange * 2 > letters;
  };
  return (
    (BEYOND_ASCII.test(text) && isMostlyStrange()) ||
    (letter.test("a") && isForeign(words(text), language, own, 2 * FEW))
  );
}

/** How many words in a row that nobody knows show another language within a sentence. */
const STRETCH = 3;

/** Whether words of another language stand together somewhere in a sentence. */
function hasForeignStretch(said: readonly string[], language: string, own: ReadonlySet<string>): boolean {
  let [length, foreign] = [0, 0];
  return said.some((word) => {
    const kind = kindOf(word, language, own);
    [length, foreign] = kind === "known" ? [0, 0] : [length + 1, foreign + (kind === "foreign" ? 1 : 0)];
    return foreign > 1 && length >= STRETCH;
  });
}

/** @param few words of which none need be known, where none shows another language either */
function isForeign(said: readonly string[], language: string, own: ReadonlySet<string>, few = FEW): boolean {
  const kinds = said.map((word) => kindOf(word, language, own));
  const known = kinds.filter((kind) => kind === "known").length;
  const foreign = kinds.filter((kind) => kind === "foreign").length;
  return said.length > 1 && (foreign > known || (known === 0 && foreign + said.length > few));
}

function kindOf(word: string, language: string, own: ReadonlySet<string>): "known" | "foreign" | "any" {
  const little = WORDS.get(language);
  if (little === undefined || little.own.has(word) || own.has(stem(word))) {
    return "known";
  }
  // English alone spells its words without accents.
  const isEnglish = language === "en";
  if (isEnglish && ENGLISH_ENDING.test(word)) {
    return "known";
  }
  return little.others.has(word) || (isEnglish && /[^a-z]/.test(word)) ? "foreign" : "any";
}

/** A sentence of more words than that has a little one, or one of the action's own. */
const FEW = 3;
const ENGLISH_ENDING = /^[a-z]{3,}(?:ing|ed|ly|ness|ship|able|ful|less|wards?)$/;

function words(sentence: string): string[] {
  return sentence.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

interface Scripts {
  /** A letter of the language's own. */
  letter: RegExp;
  /** Letters that are neither its own nor Latin. */
  others: RegExp;
}

const known = new Map<string, Scripts>();

function scriptsOf(language: string): Scripts {
  const found = known.get(language);
  if (found !== undefined) {
    return found;
  }
  const script = new Intl.Locale(language).maximize().script ?? "Latn";
  const own = (JOINT[script] ?? [script]).map((name) => `\\p{Script=${name}}`).join("");
  const scripts = {
    letter: new RegExp(`[${own}]`, "u"),
    others: new RegExp(
      `(?:(?![${own}\\p{Script=Latin}\\p{Script=Common}\\p{Script=Inherited}])\\p{L})+`,
      "u",
    ),
  };
  known.set(language, scripts);
  return scripts;
}
