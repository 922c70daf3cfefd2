import { memoize } from "../lazily.ts";

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

/** A space stands for any white space, a small letter for the great one too. */
const SHAPES: readonly string[] = [
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

const COMPILED = SHAPES.map((shape) => new RegExp(spaced(shape), "m"));

/** The words by which a text sounds like persuasion of whoever decides on it; undefined where none do. */
export const persuasionIn = memoize((text): string | undefined => {
  const small = inSmallLetters(text);
  for (const shape of COMPILED) {
    const found = shape.exec(small);
    if (found !== null) {
      return matched(found, text).trim().slice(0, 60).toWellFormed();
    }
  }
  return undefined;
}, 1_000);

/** A shape in which a space stands for any white space. */
export function spaced(shape: string): string {
  return shape.replaceAll(" ?", "\\s{0,8}").replaceAll(" ", "\\s{1,8}");
}

/**
 * A text in small letters, each where it was. To look for small letters in it takes half as long as to look for
 * letters of either size in the text itself, by the flag i.
 */
export function inSmallLetters(text: string): string {
  // Of all letters this one alone gets longer.
  return text.replace(/[^\u0130]+/g, (part) => part.toLowerCase());
}

/** What was found in small letters, as the text has it. */
export function matched({ 0: { length }, index }: RegExpExecArray, text: string): string {
  return text.slice(index, index + length);
}
