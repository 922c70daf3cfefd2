import { stem } from "./draft-texts.ts";
import { inSmallLetters, matched, persuasionIn, spaced } from "./persuasion.ts";

/** What a text sounds like, and the words that do. */
export interface Sound {
  what: string;
  words: string;
}

/** Where a clause begins. */
const START = '(?:^|[.!?;:\\n("“–—] ?|, (?:and |then )?)';
/** What joins an order to what stands before it. */
const JOINS =
  "(?:and then|then|please|kindly|next|afterwards|finally|first|instead|otherwise|also|so|just|now|must|should|shall|and|to it and|or)";
/** What an order is about: a word before it is a verb. */
const OBJECT =
  "(?:the|a|an|this|that|these|those|all|any|every|each|both|it|its|them|him|her|me|us|my|their|everything|anything|nothing|everyone|whatever|only)";
/** Words that stand before such an object and are no verbs. */
const NO_VERB =
  "about above across after against all along also although and are around as at because before behind being below beside besides between beyond both but by can could despite did do does during each either else even every except few for from given had has have her how if in inside into is it its just less like many may might minus more most near neither nor not of off on once one only onto or other our out outside over past per plus same shall should since so some still such than that the their then there these they this those though through throughout to toward towards under unless unlike until up upon versus via was were what when where whether which while who whole whom whose why will with within without would yet";

/** Orders whatever they are about. */
const DEFIANT =
  "ignor(?:e|ing)|disregard|forget|overlook|neglect|skip|bypass|overrid(?:e|ing)|overrule|circumvent|suppress|evade|pretend|role-?play|impersonate|obey|comply|reveal|disclose|divulge|leak|exfiltrate|repeat|reply|respond|answer|tell|say|trust|believe|assume|remember|memorize|make sure|be sure|ensure|do not|don['’]?t|please|kindly|let(?:['’]s)?|refuse|conceal|harvest|gather|become|act as|behave|proceed|treat|consider|warn|beware";
const ACTS =
  "call|use|run|invoke|execute|query|trigger|fetch|choose|prefer|pick|select|try|follow|send|forward";
const DOING =
  "calling|using|invoking|running|executing|answering|responding|replying|finishing|asking|telling|confirming|proceeding|continuing|informing|mentioning|sending|taking|doing|anything|every|any (?:other )?(?:tool|action|call|answer|request|step)";
const READERS =
  "agents?|assistants?|ais?|llms?|models?|chatbots?|bots?|tools?|callers?|everyone|anyone|whoever|this|it";

/** What belongs to agents' own world and not to an API, unless the API itself speaks of it. */
const WORLD =
  "instructions?|prompts?|guardrails?|jailbreaks?|assistants?|chatbots?|llms?|language models?|claude|chatgpt|gpt-?\\d*|gemini|copilot|tools?|api keys?|private keys?|tokens?|passwords?|passphrases?|credentials?|secrets?|cookies?|environment variables?|ssh|(?:chat|conversation) history|conversations?|context window|memory|clipboard";
const DENIED =
  /\b(?:no|not|without|never|neither|nor|none|except|but|excluding|minus|hides?|omits?|lacks?|instead)\b[^.!?;]{0,80}$/;

/** In small letters, which stand for great ones too. */
const SOUNDS: readonly (readonly [what: string, shape: string])[] = [
  ["speaks to the reader", "\\b(?:you|your|yours|yourself|yourselves)\\b"],
  [
    "speaks to the reader",
    `${START}(?:dear |hey |hi |hello |attention |note (?:to|for) |to |for )?(?:the |all |any )*(?:${READERS}|system|user|human|developer|reviewers?|important|urgent|mandatory|critical|attention)(?: \\w+)?\\s*[:!,](?! (?:its|their|with|and|or|by)\\b)`,
  ],
  [
    "gives an order",
    "(?:^|[.!?;\\n] ?)never \\w|\\b(?:always|at all times|every time|each time|no matter what|regardless of|under no circumstances|from now on|whenever|first of all|at any cost|without exception)\\b",
  ],
  ["gives an order", `${START}(?:${JOINS} )?(?:${DEFIANT})\\b(?!-)`],
  [
    "gives an order",
    `\\b(?:and|then|to|must|should|can|will|please|now) (?:${DEFIANT})\\b (?:${OBJECT}|to)\\b`,
  ],
  [
    "gives an order",
    `\\b(?:then|next|afterwards|please|now|instead|always|never|first|and then) (?:${ACTS})\\b`,
  ],
  [
    "gives an order",
    `\\b(?:${ACTS}) (?:this|it|me|that|only this)(?: (?:action|tool|route|endpoint|function|one|first|instead|before|whenever|always|every)\\b|(?=\\W*$))`,
  ],
  [
    "gives an order",
    `\\b(?:before|after|while|prior to|instead of|rather than|when) (?:\\w+ ){0,2}?(?:${DOING})\\b|\\bwithout (?:ever )?(?:asking|telling|informing|mentioning|confirming)(?: (?:${OBJECT}|for|first|anyone|anybody|users?))\\b`,
  ],
  [
    "gives an order",
    `\\b(?:${READERS})\\b(?: \\w+){0,2} (?:must|should|shall|ha(?:s|ve) to|needs? to|ought to|(?:is|are) (?:required|expected|supposed|asked|told) to|will)\\b`,
  ],
  [
    "gives an order",
    "\\b(?:must|has to|needs to|should) (?:first |always |never |also |not )?be (?:called|run|used|invoked|executed|forwarded|copied|followed|obeyed|ignored|disclosed|approved|read|told)\\b",
  ],
  [
    "gives an order",
    "\\boverrid(?:es?|ing) (?:what|any|all|every|previous|earlier|other)\\b|\\bis (?:very )?(?:important|necessary|essential|vital|crucial|mandatory)\\b|\\b(?:first|last|next) (?:step|thing to do|action to|call to)\\b|\\bstep (?:one|two|1|2)\\b",
  ],
  [
    "praises itself",
    "\\b(?:preferred|recommended|mandatory|authoritative|trusted|only correct|most reliable|only safe|best) (?:way|tool|action|route|endpoint|choice|source|method|call)\\b|\\b(?:better|faster|safer|more \\w+) than (?:any|all|every|the other)\\b|\\bsupersedes\\b|\\b(?:over|replaces?|better than|unlike|than) (?:all|any|every|the)? ?other\\b|\\bother (?:actions?|tools?) (?:are|is)\\b",
  ],
  [
    "speaks of what agents have",
    "\\b(?:user|human|operator|person)s? (?:has |had |have |just )?(?:said|asked|typed|told|agreed|wants)\\b|\\b(?:said|written|happened) so far\\b|\\bfull (?:text|context|log) of (?:this|the)\\b",
  ],
];

const COMPILED = SOUNDS.map(([what, shape]) => ({ what, shape: new RegExp(spaced(shape)) }));
const SHOUTS = new RegExp(spaced("(?:\\b[A-Z]{3,}\\b[ ,:!]*){3,}|!{2,}"));

const IMPERATIVE = new RegExp(
  `(?:[.!?;:\\n]\\s+|(?:^|[.!?;:\\n]\\s*)(?:once|when|after|if|as|before|while|until|for|to|in)\\s[^.,;:!?]{1,60},\\s+|\\b(?:then|please|kindly|afterwards|now|finally|otherwise|must|should)\\s+)(?!(?:${NO_VERB.replaceAll(" ", "|")})\\s)([a-z]{2,}(?<!s|ed|ing))\\s+${OBJECT}\\s+\\w`,
);
const JOINED = new RegExp(
  `\\band\\s+(?!(?:${NO_VERB.replaceAll(" ", "|")})\\s)([a-z]{2,}(?<!s|ed|ing))\\s+(?:the|it|them|everything)\\b`,
);
const NO_WORDS: ReadonlySet<string> = new Set();
const OF_THE_WORLD = new RegExp(`(?<!\\p{L})(?:${spaced(WORLD)})(?!\\p{L})`, "gu");

/**
 * What sounds like an order in a text that agents read. It is a guess, by the words that orders have,
 * so it warns and refuses nothing.
 *
 * @param own the action's own words: what it does and what it is about is no order
 */
export function soundsIn(text: string, own: ReadonlySet<string>): Sound[] {
  const sounds = new Map<string, string>();
  const add = (what: string, words: string | undefined): void => {
    if (words !== undefined && !sounds.has(what)) {
      sounds.set(what, words.trim());
    }
  };
  for (const reading of readingsOf(text)) {
    const small = inSmallLetters(reading);
    const found = (shape: RegExp, but = NO_WORDS): string | undefined => {
      const match = shape.exec(small);
      return match === null || but.has(match[1] ?? "") ? undefined : matched(match, reading);
    };
    for (const { what, shape } of COMPILED) {
      add(what, found(shape));
    }
    add("shouts", SHOUTS.exec(reading)?.[0]);
    add("gives an order", found(IMPERATIVE, own) ?? found(JOINED, own));
    add("speaks of what agents have", wordOfTheWorld(reading, small, own));
    add("speaks to a reviewer", persuasionIn(reading));
  }
  return [...sounds].map(([what, words]) => ({ what, words: words.slice(0, 60).toWellFormed() }));
}

function wordOfTheWorld(text: string, small: string, own: ReadonlySet<string>): string | undefined {
  for (const found of small.matchAll(OF_THE_WORLD)) {
    const before = small.slice(Math.max(0, found.index - 100), found.index);
    if (!own.has(stem(found[0])) && !DENIED.test(before)) {
      return matched(found, text);
    }
  }
  return undefined;
}

/** A text as it stands, without emphasis, and with letters that were spaced out put together. */
export function readingsOf(text: string): string[] {
  const plain = text.normalize("NFKC");
  const closed = plain.replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .-]){2,80}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
    letters.replace(/[ .-]/g, ""),
  );
  return [...new Set([plain, closed, closed.replace(/[*_~`]/g, "")])];
}
