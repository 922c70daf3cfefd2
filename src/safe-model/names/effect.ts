import { squash, wordSet, wordsOf } from "./words.ts";

/** Verbs that take something away for good, shut somebody out, or do many things at once: of no action. */
const DESTRUCTIVE = wordSet(`
  delete deletes destroy remove removes erase purge wipe drop truncate revoke deactivate disable suspend
  terminate kill kick ban expel eject evict expire invalidate uninstall unregister deregister decommission
  deprovision offboard trash burn shred flush reset batch bulk mass impersonate sudo unlink detach disconnect
  logout signout shutdown poweroff halt reboot selfdestruct discard lockdown withdraw`);

/** Verbs that change something, or reach somebody: of no read. */
const CHANGING = wordSet(`
  end stop start cancel close reopen open archive unarchive restore recover mute unmute block unblock invite
  send resend notify publish unpublish transfer move merge approve deny reject accept decline assign unassign
  promote demote grant create update upsert edit modify set add insert replace patch put post write execute
  exec run trigger invoke launch dispatch login signin signup register subscribe unsubscribe join leave lock
  unlock rename regenerate rotate import upload rerun retry redeliver activate enable apply copy clone
  submit schedule reschedule ring dial call hangup pause resume admit share unshare pin unpin star
  unstar follow unfollow react forward reply mark ack acknowledge escalate rollback deploy release install
  provision sync restart rebuild requeue wake scale enroll unenroll confirm checkout pay refund charge buy
  fork clear dismiss abort undo redo revert broadcast finish finalize finalise replay freeze unfreeze squash
  rebase pop consume claim relay mention expunge drain commit renew`);

/** In a name of several words these begin a command (`end_meeting`), not a noun (`end_time`, `merge_requests`). */
const COMMANDING = wordSet(`
  add create update set send resend cancel enable activate approve deny reject assign unassign grant promote
  demote invite notify publish unpublish transfer execute trigger invoke regenerate rotate rename reopen
  unarchive restore upsert insert replace modify edit unmute unblock redeliver rerun unlock end close start
  stop run post mark do make clear`);

/** Nouns that begin with such a verb all the same. */
const NOUN_TAILS = wordSet(`
  history log logs link links list lists time times date dates count counts status statuses stats statistics
  request requests event events jobs type types at by policy policies setting settings result results
  notification notifications report reports info information reason reasons frequency window queue queues
  page pages id ids url key index number`);

/** What somebody or something is after it: a filter of reads, a command in a write. */
const DESTRUCTIVE_STATES = wordSet(`
  deleted removed destroyed purged wiped revoked deactivated disabled suspended terminated inactive banned
  kicked expelled ended cancelled canceled blocked locked`);

export type Effect = "destructive" | "changing";

/** What a segment or a fixed value tells the API to do, if it is a command. */
export function effectOf(text: string): Effect | undefined {
  // `chat.delete` and `users:delete` have a command for a part; `sign-out` is one word.
  const parts = text.split(/[.:$@/]+/).map(wordsOf);
  const effects = [...parts, [squash(text)]].map(effectOfWords);
  return effects.includes("destructive") ? "destructive" : effects.find((effect) => effect !== undefined);
}

function effectOfWords(words: readonly string[]): Effect | undefined {
  const [first = "", ...others] = words;
  const last = others.at(-1);
  if (last === undefined) {
    return DESTRUCTIVE.has(first) ? "destructive" : CHANGING.has(first) ? "changing" : undefined;
  }
  if (NOUN_TAILS.has(last)) {
    return undefined;
  }
  return DESTRUCTIVE.has(first) || DESTRUCTIVE.has(last)
    ? "destructive"
    : COMMANDING.has(first)
      ? "changing"
      : undefined;
}

/** Whether a fixed value of a write's input brings a state that can't be undone: `status: "suspended"`. */
export function bringsDestruction(value: string): boolean {
  return DESTRUCTIVE_STATES.has(wordsOf(value).join("")) || effectOf(value) === "destructive";
}

const ORDERS = wordSet(
  "delete destroy remove erase purge wipe revoke terminate deactivate kick ban evict expel",
);

/** What makes an order worse, and still one: `force_delete`, `permanently_remove`. */
const ADVERBS = wordSet("force hard soft permanent permanently confirm auto really also and then with bulk");

/** Whether an input's name is an order to destroy: `delete`, `remove_participants`, `hard_delete`. */
export function namesDestruction(name: string): boolean {
  const words = wordsOf(name);
  const [first = "", second = ""] = words;
  return ORDERS.has(ADVERBS.has(first) ? second : first) && !NOUN_TAILS.has(words.at(-1) ?? "");
}

/** Whether a yes or no is an order: in a read any change, in a write what ends things or reaches everybody. */
export function isOrder(name: string, isRead: boolean): boolean {
  const words = wordsOf(name);
  const plain = words.filter((word) => !/^(?:is|has|be|auto)$/.test(word));
  if (isRead) {
    return effectOf(plain.join("_")) !== undefined && !HARMLESS_FLAGS.has(squash(name));
  }
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return (
    (plain.length === 1 && (DESTRUCTIVE_STATES.has(plain[0] ?? "") || UNDOING.has(plain[0] ?? ""))) ||
    (/^(?:end|stop|cancel)$/.test(first) && /^(?:meeting|call|session|event|webinar)s?$/.test(last)) ||
    (words.length === 1 && (DESTRUCTIVE.has(first) || first === "cancel" || first === "end")) ||
    /^auto(?:merge|approve|publish|delete)$/.test(squash(name)) ||
    (/^(?:notify|send|broadcast|publish|make)$/.test(first) &&
      /^(?:all|everyone|everybody|public)$/.test(last))
  );
}

/** What makes a write one that can't be undone. */
const UNDOING = wordSet("trashed permanently permanent overwrite cascade replaceall");

/** Adjectives that are verbs, too. */
const HARMLESS_FLAGS = wordSet("open end start live mute pin star follow");
