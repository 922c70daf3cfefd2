/**
 * Every word that a rule on names knows, with what it says there; a word may stand in several rows.
 * The same words take apart what was run together (`userid`, `refreshtoken`), so what one rule knows
 * is known to all.
 */
const TABLE = {
  /** Somebody: whose data it is, who acts, who gets something. */
  person: `user username host cohost owner account member assistant assignee employee principal delegate delegator
    impersonate impersonated impersonation behalf tenant organizer organiser email mail mailbox login upn person
    people profile staff creator author sender recipient attendee invitee participant registrant panelist panellist
    guest contact customer colleague manager supervisor interpreter presenter speaker moderator reviewer requester
    requestor follower following friend admin actor subordinate agent worker student teacher patient sudo actas
    assumed jid cc bcc collaborator maintainer contributor watcher subscriber voter editor viewer committer stargazer
    masquerade handle nickname nick who whom whose usr acct uname scheduler become assume obo su deputy deputies
    teammate identity identities initiator approver reporter caller callee boss uploader commenter responsible
    operator respondent successor transferee handover ssn samaccountname uid individual mailboxes`,
  /** Where somebody is reached. */
  reached: "phone mobile telephone msisdn fax sms",
  /** Collections whose entries are people, besides the words above. */
  people: "u directory workforce",
  /** Things that have a uid of their own. */
  thing: "cal ical calendar event dashboard datasource folder document object record message resource",
  "reached at": "forwarding reply mail mailing cc recipient destination delivery",
  /** `created_by`: somebody without being named. */
  "done by": `created updated modified edited assigned owned requested invited approved hosted uploaded sent submitted
    reported reviewed posted organized organised scheduled started recorded managed administered deleted closed opened
    merged`,
  /** `assigned_to`, `shared_with`. */
  "given to": `assigned assign shared share delegated delegate transfer transferred transferring send sent visible
    invite invited reassign forward reply deliver grant granted give addressed`,
  /** `act_as`, `schedule_for`: verbs that take somebody. */
  "acts as": `act acting run execute login log sign in book schedule host post send reply do call assume view see
    preview browse simulate`,

  /** A credential, wherever the word stands, or the two one after the other. */
  credential: `token secret password passwd pwd passcode passphrase passkey credential cred zak zpk jwt otp totp pin
    oauth bearer authorization cookie keystore pem pkcs12 p12 pfx psk sas cvv cvc htpasswd kubeconfig mnemonic
    keychain keyring keytab vault tok tkn pw csrf xsrf assertion jsessionid phpsessid pass-phrase seed-phrase
    recovery-phrase secret-phrase mnemonic-phrase sdk-signature request-signature url-signature jwt-signature
    signed-signature sas-signature webhook-signature meeting-signature join-signature session-id sess-id sid-id
    basic-auth user-pass login-pass db-pass admin-pass temp-pass key-pair id-rsa ssh-rsa security-answer code-verifier
    session-hash auth-hash login-hash pass-hash auth-header authentication-header connection-string auth-string
    authentication-string dial-string`,
  /** What these say is a credential by the word before it: `host_key`, not `sort_key`. */
  "before key": `host api private secret access stream signing sign encryption encrypt decryption ssh gpg pgp rsa
    license licence master shared client auth authentication session service account deploy recovery backup root hmac
    symmetric webhook admin security consumer storage subscription server device bearer activation room wifi unlock
    developer app application pass unseal preshared`,
  "before code": `recovery backup verification verify access mfa security invite invitation time auth authorization
    activation device join entry unlock login otp confirmation pairing pass reset sms host leader participant
    attendee`,
  "before url": `start join download play playback share sharing upload signed presigned signing magic reset recovery
    invite invitation login signin sso activation verification registration callback webhook unsubscribe stream
    streaming host personal private temporary temp time verify confirm confirmation database db redis postgres mongo
    connection access guest meeting participant rtmp ingest impersonation onetime click`,
  /** A page token moves on in a list, and opens nothing. */
  "before page token": "page next sync continuation cursor previous prev pagination paging list delta skip",
  /** Of language models' tokens there are many, of credentials one. */
  "before many tokens": `max min input output prompt completion total cached reasoning num number of used remaining
    context`,
  /** What gets pinned to a board or a chat. */
  "after pin": `message item post chat thread comment issue order location position color colour board repository
    project note map`,
  /** Keys by which things are found. */
  "before plain key": `sort primary foreign public partition object issue project translation lookup custom natural
    row map index field answer legend music`,
  signIn: "oauth saml oidc sso openid",

  /** What a name ends with that is told about somebody or something, and isn't it: `token_type`, `user_status`. */
  "about persons": `type kind status statuses state count limit size mode level language locale timezone video audio
    format order sort page enabled notification region plan date time at since until before after color colour theme
    setting view notified only required allowed visible visibility rate score index total minute second hour day age
    quota version update updated created`,
  "about credentials": `type count required enabled disabled protected policy policies length strength expiry expires
    expired expiration expiring at status limit usage used budget set algorithm rotation hint requirement format
    scheme version age day second verified remaining present`,
  "about raw": `id type count enabled status mode size limit length format at version name order level state allowed
    required policy`,
  /** Of these the ones that are text often enough to hold a name: `user_view`. */
  "vague about persons": "view mode index setting only at allowed",
  "text about credentials": "type status count",
  /** What a name begins with that makes it a yes or no, or a setting: `has_password`, `show_user`. */
  "asks about persons": "is has have include exclude without with show hide enable disable allow allows mute",
  "asks about credentials": `is has have had requires require required needs need use uses using embed enable enabled
    disable allow allows supports show hide with can must should enforce auto force`,
  /** What counts, arranges or dates: `max_users`, `sort_user`. */
  counts: "max min count",
  arranges: "sort order group before after",
  /** A yes or no that asks for what follows it to be in the answer. */
  asksFor: "include includes show reveal with return expose expand unmask decrypt",

  /** In a link's name, what says how it leads somewhere, and nothing of where: `html_url`, `next_link`. */
  "form of link": `self html web webui webpage http https next previous prev first last up parent canonical alternate
    related latest odata delta of to for and title text slug path domain small medium large tiny status version reference
    term privacy policy legal service support compare merge diff patch tree clone git ssh svn`,
  /** A page, a picture or a thing that nobody gets into by its link who couldn't before: `repository.url`. */
  "harmless link": `doc docs documentation help faq guide wiki readme subject paging pagination avatar image img icon logo
    thumbnail thumb pic picture photo gravatar favicon banner cover badge emoji background home homepage website site
    blog profile social linkedin twitter facebook instagram youtube github gitlab map repository repo issue pull
    comment commit branch tag milestone release review contributor collaborator follower following starred stargazer
    subscriber assignee language timeline user owner author creator reviewer member person people team org organization
    organisation company business project workspace space page board card column story epic sprint task subtask todo
    article post topic category discussion thread message reply deal lead contact product package license licence
    pipeline question course spreadsheet sheet presentation slide bookmark playlist album artist track book`,
  /** Things whose key is their name, besides those by which things are found: `project.key`. */
  "harmless key": `issue project object content space license licence category status priority resolution component
    board epic parent sprint team repository repo subtask outward inward goal flag metric idempotency result point
    takeaway`,
  /** Of what stands in it this says nothing: `items[].url`. */
  silent: `data item value result node edge list entry record response default high standard max me my api rest
    search get info find all field attribute collection query match`,
  /** What is told about a link, a key or a number besides, and isn't it: `link_clicks`. */
  "about links": `kind total state allowed provided in on date created updated size position index order
    rel label fingerprint click view country currency brand`,
  number: "number num no nr digit",
  /** Numbers that say whose they are: a card's (PAN), an account's (IBAN), a person's. */
  "private number": "pan iban bban clabe ssn itin nino aadhaar cpf curp tfn ein cvv2 cvc2 cvn micr",
  /** What has a number by which others pay or sign as its owner, wherever it is named around that number. */
  numbered: "card bank passport tax iban ssn license licence identity routing debit",
  /** The same within one name: `account_number` is a bank's, `account` may be any. */
  "numbered by name": `account acct aba bsb vat gst social national insurance driver medicare nhs pension government
    citizen personal identification`,

  /** Takes something away for good, or shuts somebody out: of no action. */
  destroys: `delete deletes destroy remove removes erase purge wipe drop truncate revoke deactivate disable suspend
    terminate kill kick ban expel eject evict expire invalidate uninstall unregister deregister decommission
    deprovision offboard trash burn shred flush reset impersonate sudo unlink detach disconnect logout signout
    shutdown poweroff halt reboot selfdestruct discard lockdown withdraw`,
  /** Does many things at once: of no action either. */
  many: "batch bulk mass",
  /** Changes something, or reaches somebody: of no read. */
  changes: `end stop start cancel close reopen open archive unarchive restore recover mute unmute block unblock invite
    send resend notify publish unpublish transfer move merge approve deny reject accept decline assign unassign
    promote demote grant create update upsert edit modify set add insert replace patch put post write execute exec run
    trigger invoke launch dispatch login signin signup register subscribe unsubscribe join leave lock unlock rename
    regenerate rotate import upload rerun retry redeliver activate enable apply copy clone submit schedule reschedule
    ring dial call hangup pause resume admit share unshare pin unpin star unstar follow unfollow react forward reply
    mark ack acknowledge escalate rollback deploy release install provision sync restart rebuild requeue wake scale
    enroll unenroll confirm checkout pay refund charge buy fork clear dismiss abort undo redo revert broadcast finish
    finalize finalise replay freeze unfreeze squash rebase pop consume claim relay mention expunge drain commit
    renew`,
  /** In a name of several words these begin a command (`end_meeting`), not a noun (`end_time`, `merge_requests`). */
  commands: `add create update set send resend cancel enable activate approve deny reject assign unassign grant
    promote demote invite notify publish unpublish transfer execute trigger invoke regenerate rotate rename reopen
    unarchive restore upsert insert replace modify edit unmute unblock redeliver rerun unlock end close start stop run
    post mark do make clear`,
  /** Nouns that begin with such a verb all the same: `move_history`. */
  "about changes": `history log link list time date count status statuses stats statistics request event jobs type at
    by policy policies setting result notification report info information reason frequency window queue page id url
    key index number`,
  /** What somebody or something is after it: a filter of reads, a command in a write. */
  destroyed: `deleted removed destroyed purged wiped revoked deactivated disabled suspended terminated inactive banned
    kicked expelled ended cancelled canceled blocked locked`,
  /** Makes a write one that can't be undone. */
  undoes: "trashed permanently permanent overwrite cascade replaceall",
  /** Verbs that are adjectives, too, or a position. */
  adjective: "open end start live mute pin star follow",
  /** By these alone an input's name is an order: `delete_recordings`. */
  orders: "delete destroy remove erase purge wipe revoke terminate deactivate kick ban evict expel",
  /** What is put on things, and taken off them again: `remove_labels`. */
  label: "label tag topic category reaction star",
  /** Makes an order worse, and still one: `force_delete`. */
  adverb: "force hard soft permanent permanently confirm auto really also and then with bulk",

  /** Inputs that choose what the request does; their values tell whether it is an order. */
  operation: `action actions operation operations op ops verb method do perform task event transition change act
    trigger`,
  /** Of these the ones that name things, too: what happened, what is to be done. */
  happens: "event triggers transition change task",
  /** Inputs that say nothing else than what to do. */
  command: "cmd command commands exec execute invoke run perform do act trigger",
  /** Of such inputs, the values that only look. */
  looks: "get list read view show search find count describe fetch lookup head status info help",
  state: "status state phase lifecycle",
  /** Inputs that only arrange the answer: `sort: start`. */
  arrangement: `sort sorting order by field fields edge side anchor align position direction group key type kind
    category view`,
  /** Of these the ones that only sort it. */
  sorting: "sort sorting order ordering",

  /** Who has them is an administrator's business. */
  right: `role permission privilege privileged admin administrator superuser superadmin sysadmin license licence
    entitlement acl grant scopes billing plan seat sso staff owner elevate elevated sudo root`,
  /** As a value they give somebody rights over others. */
  ruler: "admin administrator superuser superadmin sysadmin root owner maintainer",
  /** Lists in a write of whoever is to hear of it. */
  audience: `notify invite invites share sharing forward relay mention mentions dialout callout broadcast audience`,

  /** Handed through as it is: addresses to call, headers, markup, code. */
  raw: `url uri href link endpoint webhook callback redirect header html xhtml markup script javascript js jsonp
    template proxy override xml xslt svg css passthrough eval shell command cmd lambda curl iframe embed soap jsonrpc
    hook macro jinja liquid handlebars ejs mjml json attachments blocks params parameters args vars variables picture
    image avatar onload onclick onerror website homepage domain hostname ip cidr src srcset websocket ftp smtp
    returnto successto failureto cancelto`,
  /** Of these, where somebody is to call. */
  address: "url uri href link endpoint webhook callback redirect hook proxy",
  /** A whole document in some encoding, which no alphabet gives away. */
  encoded: "raw payload blob binary bytecode base64 b64 mime eml rfc822 multipart pickle",
  /** A query language, of letters and spaces too: so is every word that ends with `ql`. */
  language: "sosl cypher xpath xquery jsonpath jmespath jq odata lucene spl mdx kusto mutation",
  /** An expression of some language, or words to look for. */
  expression: "q query queries querystring filter where having predicate expression expr",
  passthrough: "graphql graphiql gql proxy passthrough eval jsonrpc xmlrpc soap sql soql graphexplorer",
  /** Chooses what the answer holds. */
  selection: `includefields fields select expand embed include includes fieldset projection properties populate with`,

  /** Says how a pair's other member is called, which has the value. */
  "names a value": "name key k field parameter param property attribute column variable header option",

  /** What a placeholder's name ends with where it is an identifier. */
  identifier: "id iid gid sid oid uid uuid guid number num nr key pk",

  /** Short words, and others without a meaning of their own, that APIs run together with those above. */
  joins: `upn cc bcc usr run pwd tax zak zpk jwt otp pin tok pw api ssh gpg app sso url key id max of set ban end add by
    get uri xml raw ids new old per pre to as from on alt co no web for jql sql mfa cmd jid uid address base body
    bypass data export file http https local media parent path push recording refresh response save scope screen
    source subject target team text tracking work addr sessid store asset sandbox value uuid guid`,
  /** Words that would wrongly come apart. */
  whole: `postcard keynote pins hostname keyword keyboard filename workspace webinar timestamp timeout dataset addon
    automobile bulkhead dropper headphone linkage massage newsagent nowhere permutation postmark postmaster postscript
    previewer trashcan typescript whereas`,
} as const;

export type Tag = keyof typeof TABLE;

/** What is said by a word, and not by its form with an `s`: `changes` are things, and no order. */
const EXACT: ReadonlySet<string> = new Set<Tag>([
  "destroys",
  "changes",
  "commands",
  "orders",
  "operation",
  "command",
  "adjective",
  "arrangement",
  "audience",
  "people",
  "selection",
  "sorting",
  "state",
  "undoes",
]);

const tagged = new Map<string, Set<Tag>>();
for (const [tag, words] of Object.entries(TABLE) as [Tag, string][]) {
  for (const word of words.split(/\s+/)) {
    tagged.set(word, (tagged.get(word) ?? new Set()).add(tag));
    for (const part of word.split("-")) {
      tagged.set(part, tagged.get(part) ?? new Set());
    }
  }
}

/** Whether a word says such a thing; a noun's plural says it too. */
export function says(word: string, tag: Tag): boolean {
  const tags = tagged.get(word);
  if (tags?.has(tag) === true) {
    return true;
  }
  const mayBePlural = !EXACT.has(tag) && tags?.has("whole") !== true;
  return mayBePlural && tagged.get(singular(word))?.has(tag) === true;
}

/** The words that say such a thing. */
export function wordsThatSay(tag: Tag): string[] {
  return TABLE[tag].split(/\s+/);
}

export function singular(word: string): string {
  return word.length > 1 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Whether a word is known, and stays whole. */
export function isKnown(word: string): boolean {
  return tagged.has(word) || tagged.has(singular(word));
}

/** Shorter ones are found in too many words that have nothing to do with them, as are the commonest nouns. */
const SHORTEST_JOINED = 4;
const UNJOINED = /^(?:form of link|harmless link|harmless key|silent|about links)$/;

/** Whether a word is known to be run together with others. */
export function joins(word: string): boolean {
  const isLong = word.length >= SHORTEST_JOINED;
  const tags = tagged.get(word) ?? (isLong ? tagged.get(singular(word)) : undefined);
  const isCommon = tags !== undefined && tags.size > 0 && [...tags].every((tag) => UNJOINED.test(tag));
  return tags !== undefined && (tags.has("joins") || (isLong && !isCommon && !tags.has("whole")));
}
