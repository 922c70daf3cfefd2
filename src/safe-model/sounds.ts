import { memoize } from "../lazily.ts";
import { stem } from "./draft-texts.ts";

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
  "(?:about|above|across|after|against|all|along|also|although|and|are|around|as|at|because|before|behind|being|below|beside|besides|between|beyond|both|but|by|can|could|despite|did|do|does|during|each|either|else|even|every|except|few|for|from|given|had|has|have|her|how|if|in|inside|into|is|it|its|just|less|like|many|may|might|minus|more|most|near|neither|nor|not|of|off|on|once|one|only|onto|or|other|our|out|outside|over|past|per|plus|same|shall|should|since|so|some|still|such|than|that|the|their|then|there|these|they|this|those|though|through|throughout|to|toward|towards|under|unless|unlike|until|up|upon|versus|via|was|were|what|when|where|whether|which|while|who|whole|whom|whose|why|will|with|within|without|would|yet)";
const VERB = `(?!${NO_VERB} )([a-z]{2,}(?<!s|ed|ing))`;

/** Orders whatever they are about. */
const DEFIANT =
  "ignor(?:e|ing)|disregard|forget|overlook|neglect|skip|bypass|overrid(?:e|ing)|overrule|circumvent|suppress|evade|pretend|role-?play|impersonate|obey|comply|reveal|disclose|divulge|leak|exfiltrate|repeat|reply|respond|answer|tell|say|trust|believe|assume|remember|memorize|make sure|be sure|ensure|do not|don['’]?t|please|kindly|let(?:['’]s)?|refuse|conceal|harvest|gather|become|act as|behave|proceed|treat|consider|warn|beware";
const ACTS =
  "call|use|run|invoke|execute|query|trigger|fetch|choose|prefer|pick|select|try|follow|send|forward";
const DOING =
  "calling|using|invoking|running|executing|answering|responding|replying|finishing|asking|telling|confirming|proceeding|continuing|informing|mentioning|sending|taking|doing|anything|every|any (?:other )?(?:tool|action|call|answer|request|step)";
const READERS =
  "agents?|assistants?|ais?|llms?|models?|chatbots?|bots?|tools?|callers?|everyone|anyone|whoever|this|it";

/** What belongs to agents' own world and not to an API, unless the API itself speaks of it, or the text denies it. */
const WORLD =
  "(?<![a-z])(instructions?|prompts?|guardrails?|jailbreaks?|assistants?|chatbots?|llms?|language models?|claude|chatgpt|gpt-?\\d*|gemini|copilot|tools?|api keys?|private keys?|tokens?|passwords?|passphrases?|credentials?|secrets?|cookies?|environment variables?|ssh|(?:chat|conversation) history|conversations?|context window|memory|clipboard)(?![a-z])";
const DENIED =
  "\\b(?:no|not|without|never|neither|nor|none|except|but|excluding|minus|hides?|omits?|lacks?|instead)\\b[^.!?;]{0,80}";

/** What agents read sounds so. A space stands for any white space, a small letter for the great one too. */
const TO_AGENTS: Readonly<Record<string, readonly string[]>> = {
  "speaks to the reader": [
    "\\b(?:you|your|yours|yourself|yourselves)\\b",
    `${START}(?:dear |hey |hi |hello |attention |note (?:to|for) |to |for )?(?:the |all |any )*(?:${READERS}|system|user|human|developer|reviewers?|important|urgent|mandatory|critical|attention)(?: \\w+)?\\s*[:!,](?! (?:its|their|with|and|or|by)\\b)`,
  ],
  "gives an order": [
    "(?:^|[.!?;\\n] ?)never \\w|\\b(?:always|at all times|every time|each time|no matter what|regardless of|under no circumstances|from now on|whenever|first of all|at any cost|without exception)\\b",
    `${START}(?:${JOINS} )?(?:${DEFIANT})\\b(?!-)`,
    `\\b(?:and|then|to|must|should|can|will|please|now) (?:${DEFIANT})\\b (?:${OBJECT}|to)\\b`,
    `\\b(?:then|next|afterwards|please|now|instead|always|never|first|and then) (?:${ACTS})\\b`,
    `\\b(?:${ACTS}) (?:this|it|me|that|only this)(?: (?:action|tool|route|endpoint|function|one|first|instead|before|whenever|always|every)\\b|(?=\\W*$))`,
    `\\b(?:before|after|while|prior to|instead of|rather than|when) (?:\\w+ ){0,2}?(?:${DOING})\\b|\\bwithout (?:ever )?(?:asking|telling|informing|mentioning|confirming)(?: (?:${OBJECT}|for|first|anyone|anybody|users?))\\b`,
    `\\b(?:${READERS})\\b(?: \\w+){0,2} (?:must|should|shall|ha(?:s|ve) to|needs? to|ought to|(?:is|are) (?:required|expected|supposed|asked|told) to|will)\\b`,
    "\\b(?:must|has to|needs to|should) (?:first |always |never |also |not )?be (?:called|run|used|invoked|executed|forwarded|copied|followed|obeyed|ignored|disclosed|approved|read|told)\\b",
    "\\boverrid(?:es?|ing) (?:what|any|all|every|previous|earlier|other)\\b|\\bis (?:very )?(?:important|necessary|essential|vital|crucial|mandatory)\\b|\\b(?:first|last|next) (?:step|thing to do|action to|call to)\\b|\\bstep (?:one|two|1|2)\\b",
    `(?:[.!?;:\\n] |(?:^|[.!?;:\\n] ?)(?:once|when|after|if|as|before|while|until|for|to|in) [^.,;:!?]{1,60}, |\\b(?:then|please|kindly|afterwards|now|finally|otherwise|must|should) )${VERB} ${OBJECT} \\w`,
    `\\band ${VERB} (?:the|it|them|everything)\\b`,
  ],
  "praises itself": [
    "\\b(?:preferred|recommended|mandatory|authoritative|trusted|only correct|most reliable|only safe|best) (?:way|tool|action|route|endpoint|choice|source|method|call)\\b|\\b(?:better|faster|safer|more \\w+) than (?:any|all|every|the other)\\b|\\bsupersedes\\b|\\b(?:over|replaces?|better than|unlike|than) (?:all|any|every|the)? ?other\\b|\\bother (?:actions?|tools?) (?:are|is)\\b",
  ],
  "speaks of what agents have": [
    "\\b(?:user|human|operator|person)s? (?:has |had |have |just )?(?:said|asked|typed|told|agreed|wants)\\b|\\b(?:said|written|happened) so far\\b|\\bfull (?:text|context|log) of (?:this|the)\\b",
    `${WORLD}(?<!${DENIED}\\1)`,
  ],
};

/** Who decides on a request, or reads it for whoever does. */
const READER =
  "(?:reviewers?|maintainers?|approvers?|auditors?|code ?owners?|admins?|agents?|assistants?|bots?|llms?|ais?|language models?|copilot|claude|chatgpt|gpt\\S*|gemini)";
const AUTHORITY = `(?:security|legal|compliance|governance|management|(?:the )?owners?|cto|ciso|ceo|cab|everyone|(?:\\w+ )?team|${READER})`;
const DECIDE =
  "(?:approve|merge|accept|publish|ship|sign off|rubber.?stamp|green.?light|trust|admit|let (?:it|this) (?:through|in))";
const DECIDED =
  "(?:approved|reviewed|vetted|verified|audited|certified|trusted|cleared|accepted|signed.?off|(?:white|allow).?listed|blessed|agreed|okayed)";
const LOOK = "(?:review|read|check|look|verif|inspect|approv|worry|diff)";
/** The draft, as the one who wrote it speaks of it. */
const SELF =
  "(?:it|this|(?:this|the|my|our) (?:draft|request|change|action|route|pr|pull request|read|write|endpoint))";
const STARTS = "(?:^|[.!?\\n] ?)[^a-z\\n]{0,8}";

/** What is meant to persuade whoever decides on the draft. */
const TO_REVIEWERS: readonly string[] = [
  // A plea or an order to decide.
  `\\b(?:please|kindly|pls|plz|just|simply|go ahead and|feel free to|(?:ok|okay|ready|safe) to|(?:you|${READER}) (?:can|may|could|should|must|will|need to)) (?:\\w+ ){0,2}${DECIDE}\\b`,
  `${STARTS}(?:now |so )?(?:lgtm|looks good|ship it|${DECIDE} (?:this|it|me|us|now|first|right|quickly|everything|without|the (?:pr|pull request|draft|request)))\\b`,
  `\\b(?:and|then|,) (?:now )?${DECIDE} (?:this|it|me|now|first|everything|the (?:pr|pull request|draft|request))\\b|\\b(?:auto|self).?(?:approve|merge|publish)\\b|\\b(?:bors|r)\\+|\\bbors\\b`,
  // A word that others decided.
  `\\b${SELF} (?:was|is|has|has been|were|were all) (?:\\w+ ){0,2}${DECIDED}\\b|\\b(?:draft|request|change|pr|one) is (?:safe|harmless|fine|ok|okay)\\b|\\b(?:safe|fine|ok) to ${DECIDE}|\\b(?:already|pre|been|fully|formally).${DECIDED} (?:by|and)\\b|\\bpre-?approved\\b`,
  `\\b${AUTHORITY}(?: (?:has|have|had|already|just|all)){0,2} (?:${DECIDED}|consented)\\b`,
  `\\b${DECIDED},? by (?:${AUTHORITY}|[\\w-]+-\\d+|all|us|me)\\b|${STARTS}(?:${DECIDED} by|(?:already )?${DECIDED}[^a-z\\n]{0,4}$)`,
  `\\b(?:verdict|approval|review|severity|tier|status|result|risk|findings?|checks?)["']?(?: ?[:=]| is| was) ?["']?(?:automatic|approv|admit|safe|pass|ok\\b|green|none|low)|\\bverdict (?:automatic|approved)|${STARTS}(?:all|every) (?:\\w+ )?(?:checks?|tests?|rules?) (?:have |has )?pass|\\b(?:0|zero|no) (?:findings|errors|warnings)\\b|\\bsigned,? the\\b`,
  `^\\s*[a-z]+(?:-[a-z]+)*-(?:by|digest|commit|to)\\s*:|\\b(?:begin|end|start) (?:of )?(?:the )?(?:verdict|review|draft|prompt|context|rationale)\\b`,
  // A word that nobody need look.
  `\\b(?:no (?:need|reason)|needn['’]?t|need not|(?:don['’]?t|do not|won['’]?t) (?:have|need)|no (?:further|more|additional)|(?:needs|requires) no(?: further)?|(?:to|by) (?:skip|bypass)(?:ping|ing)?)\\b (?:\\w+ ){0,3}${LOOK}|\\bwithout (?:reading|looking|reviewing|checking) (?:the (?:diff|draft|change|code|recording|request)|it|this|closer|further|again)\\b|\\bwithout (?:further|another|any) ${LOOK}|${STARTS}skip (?:the|this) ${LOOK}|\\b(?:review|approval|checking) (?:is |was )?(?:not|un).?(?:needed|required|necessary)|\\breview (?:it )?later\\b|\\b(?:urgent|asap|emergency)\\b.{0,40}(?:${DECIDE}|review)`,
  // Words to whoever reads, and to programs that do.
  `${STARTS}(?:(?:dear|hey|hi|hello|attention|(?:note|message|instructions?) (?:to|for)|automated|ai) )*(?:the |all |any )?(?:${READER}|system|security team)(?: notes?| model)?(?::|, (?!who|which|the|and|or|so|it))`,
  `\\bas an? (?:\\w+ )?${READER}\\b.{0,20}\\byou\\b|\\byou are (?:now )?(?:an? )?(?:\\w+ )?${READER}\\b|\\b${READER} (?:notes?|should respond|should answer)\\b`,
  `\\b(?:ignore|disregard|forget|override|skip)\\b.{0,40}\\b(?:instructions?|rules?|polic(?:y|ies)|prompts?|warnings?|findings?|safe.?model|everything)\\b|\\b(?:your|new) instructions\\b|\\b(?:developer|debug|god|admin) mode\\b|\\bsystem (?:prompt|message)\\b`,
  `\\b(?:do not|don['’]t|never) (?:flag|report|mention|question|refuse|reject|block)\\b|\\b(?:respond|reply|answer) (?:only )?(?:with|that)\\b|\\b(?:mark|treat|regard|classify|rate|summari[sz]e) (?:this |it )?as\\b|\\b(?:can|must) trust\\b`,
];

const PERSUASION = "speaks to a reviewer";
const SOUNDS = Object.entries({ ...TO_AGENTS, [PERSUASION]: TO_REVIEWERS }).flatMap(([what, shapes]) =>
  shapes.map((shape) => ({
    what,
    shape: new RegExp(shape.replaceAll(" ?", "\\s{0,8}").replaceAll(" ", "\\s{1,8}"), "gm"),
  })),
);

/** What a text sounds like, and the words that do. */
export interface Sound {
  what: string;
  words: string;
}

/**
 * What sounds like an order in a text that agents read, each thing once. It is a guess, by the words that
 * orders have, so it warns and refuses nothing.
 *
 * @param own the action's own words: what it does and what it is about is no order
 */
export function soundsIn(text: string, own: ReadonlySet<string>): Sound[] {
  const sounds = allSounds(text).filter(({ word }) => !own.has(stem(word)));
  return sounds.filter(({ what }, index) => sounds.findIndex((one) => one.what === what) === index);
}

/** The words by which a text sounds like persuasion of whoever decides on it; undefined where none do. */
export function persuasionIn(text: string): string | undefined {
  return persuasions(text)[0]?.words;
}

/** Finds sounds, each with the word in it that may be the action's own. */
const finding = (sounds: typeof SOUNDS) =>
  memoize(
    (text): readonly (Sound & { word: string })[] =>
      readingsOf(text).flatMap((reading) => {
        const small = inSmallLetters(reading);
        return sounds.flatMap(({ what, shape }) =>
          [...small.matchAll(shape)].map(({ 0: { length }, 1: word = "", index }) => {
            const found = reading.slice(index, index + length).trim();
            return { what, word, words: found.slice(0, 60).toWellFormed() };
          }),
        );
      }),
    1_000,
  );
const allSounds = finding(SOUNDS);
const persuasions = finding(SOUNDS.filter(({ what }) => what === PERSUASION));

/** A text as it stands, without emphasis, and with letters that were spaced out put together. */
function readingsOf(text: string): string[] {
  const plain = text.normalize("NFKC");
  const closed = plain.replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .-]){2,80}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
    letters.replace(/[ .-]/g, ""),
  );
  return [...new Set([plain, closed, closed.replace(/[*_~`]/g, "")])];
}

/**
 * A text in small letters, each where it was. To look for small letters in it takes half as long as to look for
 * letters of either size in the text itself, by the flag i.
 */
function inSmallLetters(text: string): string {
  // Of all letters this one alone gets longer.
  return text.replace(/[^\u0130]+/g, (part) => part.toLowerCase());
}
