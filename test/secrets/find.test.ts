import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import type { RuleExample } from "../../src/safe-model/rule.ts";
import { findInText, findSecrets } from "../../src/secrets/find.ts";
import { cpuTime } from "../support/cpu-time.ts";
import {
  bytesOf,
  draftOf,
  FAKE_SECRET,
  findSamplePort,
  GET_MEETING,
  SAMPLE_FILE,
} from "../support/sample.ts";

const alike = (unit: string, length: number) => unit.repeat(length).slice(0, length);
const letters = (length: number) => alike("aB3xY7q", length);
const hex = (length: number) => alike("0f3ca9", length);
const capitals = (length: number) => alike("A7QZ2", length);
const armoured = (what: string) => `-----BEGIN ${what} KEY${what.startsWith("PGP") ? " BLOCK" : ""}-----`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

const JWT = `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxMjM0In0"}.${letters(20)}`;

/** Tokens in shape alone. They are put together here, so that no scanner takes this file for a leak. */
const TOKENS: [kind: string, token: string][] = [
  ["private key", armoured("RSA PRIVATE")],
  ["private key", armoured("PRIVATE")],
  ["private key", armoured("EC PRIVATE")],
  ["private key", armoured("OPENSSH PRIVATE")],
  ["private key", armoured("ENCRYPTED PRIVATE")],
  ["private key", armoured("PGP PRIVATE")],
  ["private key", `---- BEGIN SSH2 ENCRYPTED PRIVATE${" KEY ----"}`],
  ["private key", `b3BlbnNzaC1rZXktdjE${letters(40)}`],
  ["private key", `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${letters(40)}`],
  ["age key", `AGE-SECRET-KEY-1${capitals(58)}`],
  ["PuTTY key", `PuTTY-User-Key-File${"-3: ssh-ed25519"}`],
  ["JSON Web Token", JWT],
  ...["ghp", "gho", "ghu", "ghs", "ghr"].map((name): [string, string] => [
    "GitHub token",
    `${name}_${letters(36)}`,
  ]),
  ["GitHub token", `github_pat_${letters(22)}_${letters(59)}`],
  ...["glpat", "gldt", "glrt", "gloas", "glcbt", "glptt", "glft", "glsoat"].map((name): [string, string] => [
    "GitLab token",
    `${name}-${letters(20)}`,
  ]),
  ["AWS access key", `AKIA${capitals(16)}`],
  ["AWS access key", `ASIA${capitals(16)}`],
  ["Google API key", `AIza${letters(35)}`],
  ["Google OAuth token", `ya29.${letters(60)}`],
  ["Google client secret", `GOCSPX-${letters(28)}`],
  ...["xoxb", "xoxp", "xoxa", "xoxr", "xoxs", "xoxe", "xoxc", "xoxd"].map((name): [string, string] => [
    "Slack token",
    `${name}-${alike("1234567890", 12)}-${letters(24)}`,
  ]),
  ["Slack token", `xapp-1-A${capitals(10)}-${alike("1234567890", 13)}-${hex(64)}`],
  ["Slack webhook", `https://hooks.slack.com/services/T${capitals(8)}/B${capitals(8)}/${letters(24)}`],
  ["Discord token", `M${letters(23)}.${letters(6)}.${letters(38)}`],
  ["Discord webhook", `https://discord.com/api/webhooks/${alike("123456789", 18)}/${letters(68)}`],
  ["Telegram bot token", `1234567890:AA${letters(33)}`],
  ["Stripe key", `sk_live_${letters(24)}`],
  ["Stripe key", `rk_test_${letters(24)}`],
  ["Stripe key", `whsec_${letters(32)}`],
  ["SendGrid key", `SG.${letters(22)}.${letters(43)}`],
  ["Twilio key", `SK${hex(32)}`],
  ["npm token", `npm_${letters(36)}`],
  ["PyPI token", `pypi-AgEIcHlwaS5vcmc${letters(80)}`],
  ["Hugging Face token", `hf_${letters(34)}`],
  ["OpenAI key", `sk-proj-${letters(48)}`],
  ["OpenAI key", `sk-svcacct-${letters(48)}`],
  ["API key", `sk-${letters(20)}T3BlbkFJ${letters(20)}`],
  ["API key", `sk-${letters(48)}`],
  ["API key", `sk-or-v1-${hex(64)}`],
  ["Anthropic key", `sk-ant-api03-${letters(93)}AA`],
  ["Shopify token", `shpat_${hex(32)}`],
  ["Shopify token", `shpss_${hex(32)}`],
  ["DigitalOcean token", `dop_v1_${hex(64)}`],
  ["HashiCorp token", `hvs.${letters(90)}`],
  ["HashiCorp token", `hvb.${letters(120)}`],
  ["Azure storage key", `AccountName=a;AccountKey=${letters(86)}==;EndpointSuffix=core.windows.net`],
  ["Azure client secret", `aB3${"8Q~"}${letters(34)}`],
  ["Mailchimp key", `${hex(32)}-us12`],
  ["Mailgun key", `key-${hex(32)}`],
  ["Mailgun key", `${hex(32)}-${hex(8)}-${hex(8)}`],
  ["Square token", `sq0atp-${letters(22)}`],
  ["Square token", `EAAA${letters(60)}`],
  ["Linear key", `lin_api_${letters(40)}`],
  ["Notion key", `ntn_${alike("1234567890", 11)}${letters(35)}`],
  ["Notion key", `secret_${letters(43)}`],
  ["Databricks token", `dapi${hex(32)}`],
  ["Postman key", `PMAK-${hex(24)}-${hex(34)}`],
  ["Okta token", `00${letters(40)}`],
  ["Grafana token", `glsa_${letters(32)}_${hex(8)}`],
  ["Fly token", `fo1_${letters(43)}`],
  ["Doppler token", `dp.pt.${letters(43)}`],
  ["Doppler token", `dp.st.dev_eu.${letters(43)}`],
  ["1Password token", `ops_eyJ${letters(100)}`],
  ["Airtable token", `pat${letters(14)}.${hex(64)}`],
  ["Supabase key", `sbp_${hex(40)}`],
];

/** Links that work for whoever has them. */
const LINKS: [kind: string, link: string][] = [
  ["Slack webhook", `https://hooks.slack.com/workflows/T${capitals(8)}/A${capitals(8)}/${letters(24)}`],
  ["Discord webhook", `https://discord.com/api/v10/webhooks/${alike("123456789", 18)}/${letters(68)}`],
  [
    "Teams webhook",
    `https://acme.webhook.office.com/webhookb2/${hex(36)}@${hex(36)}/IncomingWebhook/${hex(32)}`,
  ],
  ["deploy hook", `https://api.netlify.com/build_hooks/${hex(24)}`],
  ["deploy hook", `https://api.vercel.com/v1/integrations/deploy/prj_${letters(28)}/${letters(10)}`],
  [
    "deploy hook",
    "https://api.cloudflare.com/client/v4/pages/webhooks/deploy_hooks/123e4567-e89b-12d3-a456-426614174000",
  ],
  ["credential in a URL", `https://api.render.com/deploy/srv-${hex(20)}?key=${letters(11)}`],
  ["webhook", "https://hooks.zapier.com/hooks/catch/1234567/a1b2c3d/"],
  ["webhook", `https://hook.eu1.make.com/${alike("a1b2c3", 32)}`],
  ["webhook", `https://maker.ifttt.com/trigger/door/with/key/${letters(22)}`],
  ["credential in a URL", `https://chat.googleapis.com/v1/spaces/A/messages?key=AB&token=${letters(40)}`],
  ["payment session", `https://checkout.stripe.com/c/pay/cs_test_${letters(58)}#fid${letters(20)}`],
  ["payment session", `https://pay.example.com/c/pay/cs_live_${letters(58)}`],
  ["billing session", `https://billing.stripe.com/p/session/test_${letters(40)}`],
  ["sign-in link", `https://connect.stripe.com/express/acct_${letters(16)}/${letters(12)}`],
  ["sign-in link", `https://connect.stripe.com/setup/e/acct_${letters(16)}/${letters(12)}`],
  ["invoice link", `https://invoice.stripe.com/i/acct_${letters(16)}/test_${letters(60)}?s=ap`],
  ["invoice link", `https://pay.stripe.com/receipts/payment/${letters(60)}`],
  ["invoice link", `https://pay.stripe.com/invoice/acct_${letters(16)}/test_${letters(60)}/pdf?s=ap`],
  ["Stripe client secret", `pi_${letters(24)}_secret_${letters(25)}`],
  ["Stripe client secret", `cs_test_${letters(58)}_secret_${letters(60)}`],
  ["sharing link", `https://drive.google.com/file/d/${letters(28)}/view?resourcekey=0-${letters(22)}`],
  [
    "sharing link",
    `https://www.dropbox.com/scl/fi/${alike("a1b2c3", 21)}/a.pdf?rlkey=${alike("a1b2c3", 25)}&dl=0`,
  ],
  ["sharing link", `https://www.dropbox.com/s/${alike("a1b2c3", 15)}/a.pdf`],
  ["sharing link", `https://acme.app.box.com/s/${alike("a1b2c3", 32)}`],
  ["sharing link", `https://1drv.ms/w/s!A${letters(30)}`],
  ["sharing link", "https://we.tl/t-aB3xY7qaB3"],
  [
    "private calendar",
    `https://calendar.google.com/calendar/ical/ava%40example.com/private-${hex(32)}/basic.ics`,
  ],
  [
    "private calendar",
    `https://outlook.office365.com/owa/calendar/${hex(32)}@example.com/${hex(52)}/calendar.ics`,
  ],
  ["private calendar", `webcal://p01-caldav.icloud.com/published/2/${letters(60)}`],
  ["invitation", `https://join.slack.com/t/acme/shared_invite/zt-1a2b3c4d5-${letters(22)}`],
  ["invitation", `https://chat.whatsapp.com/${letters(22)}`],
  ["invitation", `https://t.me/+${letters(16)}`],
  ["credential in a URL", `https://b.s3.amazonaws.com/k?X-Amz-Credential=A&X-Amz-Signature=${hex(64)}`],
  [
    "credential in a URL",
    `https://b.s3.amazonaws.com/k?AWSAccessKeyId=A&Expires=1&Signature=${letters(27)}%3D`,
  ],
  [
    "credential in a URL",
    `https://storage.googleapis.com/b/o?X-Goog-Algorithm=A&X-Goog-Signature=${hex(256)}`,
  ],
  ["credential in a URL", `https://a.blob.core.windows.net/c/b?se=2026-12-01&sp=r&sig=${letters(43)}%3D`],
  ["credential in a URL", `https://firebasestorage.googleapis.com/v0/b/a/o/b?alt=media&token=${hex(36)}`],
  ["credential in a URL", `https://app.example.com/auth/verify?email=a&token=${letters(32)}`],
  ["credential in a URL", `https://app.example.com/magic/${letters(32)}`],
  ["credential in a URL", `https://www.loom.com/share/${hex(32)}`],
];

/** Links to what nobody sees who couldn't before, and pages about the others. */
const PLAIN_LINKS = [
  "https://github.com/acme/tools/pull/7#issuecomment-1234567890",
  "https://github.com/acme/tools/releases/download/v1.2.3/tools-1.2.3.tgz",
  "https://gitlab.com/acme/tools/-/merge_requests/42/diffs?commit_id=0f3ca90f3ca90f3ca90f3ca90f3ca90f3ca90f3c",
  "https://acme.slack.com/archives/C012AB3CD/p1774000000000100?thread_ts=1774000000.000100&cid=C012AB3CD",
  "https://acme.slack.com/team/U061F7AUR",
  "https://app.slack.com/client/T0123/C0123",
  "https://discord.com/channels/123456789012345678/123456789012345678",
  "https://docs.google.com/document/d/1aB3xY7qaB3xY7qaB3xY7qaB3xY7q/edit#heading=h.abc",
  "https://drive.google.com/file/d/1aB3xY7qaB3xY7qaB3xY7qaB3xY7q/view?usp=drivesdk",
  "https://www.google.com/calendar/event?eid=YWJjZGVmZ2hpamtsbW5vcCBhdmFAZXhhbXBsZS5jb20",
  "https://calendar.google.com/calendar/ical/en.usa%23holiday%40group.v.calendar.google.com/public/basic.ics",
  "https://acme.atlassian.net/browse/PROJ-123?focusedCommentId=10001",
  "https://www.notion.so/acme/Roadmap-0f3ca90f3ca90f3ca90f3ca90f3ca90f",
  "https://linear.app/acme/issue/ENG-123/fix-the-flicker",
  "https://trello.com/c/aB3xY7qZ/12-a-card",
  "https://app.asana.com/0/1200000000000000/1200000000000001",
  "https://airtable.com/appaB3xY7qaB3xY7q/tblaB3xY7qaB3xY7q/viwaB3xY7qaB3xY7q",
  "https://dashboard.stripe.com/test/invoices/in_1MtHbELkdIwHu7ixl4OzzPMv",
  "https://stripe.com/docs/api/checkout/sessions/create",
  "https://buy.stripe.com/test_aB3xY7qaB3",
  "https://files.stripe.com/links/MDB8YWNjdF8xTTJKVGtMa2RJd0h1N2l4",
  "https://billing.stripe.com/p/login/test_123",
  "https://app.netlify.com/sites/acme/deploys/0f3ca90f3ca90f3ca90f3ca9",
  "https://docs.netlify.com/configure-builds/build-hooks/",
  "https://api.netlify.com/build_hooks/your-build-hook-id",
  "https://vercel.com/docs/deployments/deploy-hooks",
  "https://vercel.com/acme/tools/aB3xY7qaB3xY7qaB3xY7qaB3xY7q",
  "https://api.slack.com/messaging/webhooks",
  "https://hooks.slack.com/services/...",
  "https://hooks.zapier.com/hooks/catch/...",
  "https://s3.amazonaws.com/bucket/key.png?versionId=3",
  "https://storage.googleapis.com/bucket/object.png",
  "https://a.blob.core.windows.net/container/blob.pdf",
  "https://avatars.githubusercontent.com/u/583231?v=4",
  "https://www.gravatar.com/avatar/0f3ca90f3ca90f3ca90f3ca90f3ca90f?s=80&d=identicon",
  "https://outlook.office.com/mail/inbox/id/AAQkAD",
  "https://outlook.office365.com/owa/calendar/Bookings@example.onmicrosoft.com/bookings/",
  "https://acme.sharepoint.com/sites/team/Shared%20Documents/a.docx",
  "https://t.me/+491701234567",
  "https://t.me/durov",
  "https://www.dropbox.com/home/Projects/2026",
  "https://app.box.com/folder/0",
  "https://example.com/checkout/sessions?status=open&limit=10",
  "https://example.com/blog/share/how-to-share-your-screen",
  "https://example.com/?key=name&code=200&sig=",
  "pi_3MtwBwLkdIwHu7ix28a3tqPa and cs_test_a1b2c3, without their client_secret",
];

/** Told by the words before them. */
const NAMED: [kind: string, text: string][] = [
  ["credential by its name", "Dial in, passcode 445566."],
  ["credential by its name", "Room PIN #4455, second floor"],
  ["credential by its name", "PIN: 4455"],
  ["credential by its name", "Passcode - 445566"],
  ["passcode to be dialled", "+12025550123,,81000000042#,,,,*445566#"],
  ["credential in a URL", `https://zoom.us/rec/share/${letters(24)}`],
  ["credential in a URL", "https://zoom.us/j/81000000001?pwd=aB3x"],
  ["credential in a URL", "https://zoom.us/s/81000000001?zak=invented.zak.1"],
  ["credential in a URL", "https://zoom.us/rec/share/a?x=1&amp;access_token=abcd"],
  ["credential in a URL", "https://zoom.us/rec/share/a?tk=aB3xY7q"],
  ["credential in a URL", "https://example.com/cb#id_token=abcdef"],
  ["credential in a URL", "https://example.com/?api_key=hunter"],
  ["credential in a URL", "https://example.com/?key=aB3xY7q0"],
  ["credential in a URL", "https://example.com/?code=aB3xY7q0"],
  ["credential in a URL", `https://a.blob.core.windows.net/c?sv=2024-11-04&sig=${letters(43)}%3D`],
  ["credential in a URL", `https://s3.amazonaws.com/b/k?X-Amz-Signature=${hex(64)}`],
  ["password in a URL", "https://ava:hunter2@example.com/"],
  ["password in a URL", "postgres://ava:correct-horse@db.example.com/x"],
  ["authorization value", `Bearer ${letters(24)}`],
  ["authorization value", `authorization: basic ${base64("ava:hunter2hunter2")}`],
  ["authorization value", `Authorization: Basic ${base64("ava:x")}`],
  ["authorization value", `curl -H "Authorization: Bearer ${letters(12)}"`],
  ["authorization value", `Authorization: SSWS ${letters(24)}`],
  ["authorization value", `"authorization": "token ${hex(40)}"`],
  ["cookie", `Cookie: theme=dark; session=${letters(20)}`],
  ["cookie", `"set-cookie": "sid=${letters(20)}; Path=/; Secure"`],
  ["credential by its name", `aws_secret_access_key = ${letters(40)}`],
  ["credential by its name", `client_secret=${letters(12)}`],
  ["credential by its name", `{ "clientSecret": "${letters(12)}" }`],
  ["credential by its name", `{\\"api_key\\": \\"${letters(12)}\\"}`],
  ["credential by its name", 'api_key = "a1b2c3"'],
  ["credential by its name", "password: hunter2"],
  ["credential by its name", "The passcode is 918273."],
  ["credential by its name", "passcode: 123456"],
  ["credential by its name", "PASSWORD => hunter2!"],
  ["credential by its name", "Host key: 918273"],
  ["credential by its name", "access token: aBcDeFgHiJkLmN"],
  ["credential by its name", `x-api-key: ${letters(20)}`],
];

/** Ways to write a text so that it isn't seen at once. */
const SPELLINGS: [how: string, spell: (text: string) => string][] = [
  ["glued to other letters", (text) => `x_${text}`],
  ["percent-encoded", (text) => `a%20${percent(text)}`],
  ["percent-encoded twice", (text) => percent(text).replaceAll("%", "%25")],
  ["percent-encoded beside what is malformed", (text) => `100% of ${percent(text)} %zz`],
  ["with invisible characters", (text) => [...text].join("\u200b")],
  ["with byte order marks", (text) => [...text].join("\ufeff")],
  ["with tag characters", (text) => [...text].join("\u{e0061}")],
  ["with percent-encoded invisible characters", (text) => [...text].join("%E2%80%8B")],
  ["in base64", base64],
  ["in base64 in a text", (text) => `see ${base64(text)}, please`],
  ["in base64 glued to other letters", (text) => `xy${base64(text)}`],
  ["in base64url", (text) => Buffer.from(`>>>${text}`).toString("base64url")],
  ["in base64 twice", (text) => base64(base64(text))],
  ["in base64 of JSON", (text) => base64(JSON.stringify({ a: [1, text] }))],
  ["in base64 over lines", (text) => base64(`token: ${text}`).replace(/.{16}/g, "$&\r\n  ")],
  ["in percent-encoded base64", (text) => encodeURIComponent(base64(text))],
];

/** Ways that part the letters; words that were parted are words. */
const SPLITS: [how: string, spell: (text: string) => string][] = [
  ["in the middle", (text) => `${text.slice(0, 12)}\n ${text.slice(12)}`],
  ["after the prefix", (text) => text.replace("_", "_ ")],
  ["everywhere", (text) => [...text].join(" ")],
  ["in short pieces", (text) => text.replace(/../g, "$&\t")],
  ["over lines in a sentence", (text) => `Take\n${text.replace(/.{7}/g, "$&\n")}\nand go.`],
  ["percent-encoded", (text) => text.replace(/.{9}/g, "$&%0A")],
  ["in base64", (text) => [...base64(text)].join(" ")],
];

const percent = (text: string) =>
  [...text].map((letter) => `%${(letter.codePointAt(0) ?? 0).toString(16)}`).join("");

describe("a secret is found", () => {
  test.each(TOKENS)("as a %s (%#)", (kind, token) => {
    const expected = [{ kind, pointer: "/a/1" }];
    expect(findSecrets({ a: ["x", token] })).toEqual(expected);
    expect(findSecrets({ a: ["x", `See ${token}, there.`] })).toEqual(expected);
  });

  test.each(LINKS)("as a %s (%#): %s", (kind, link) => {
    expect(findSecrets({ a: ["x", link] })).toEqual([{ kind, pointer: "/a/1" }]);
    expect(findSecrets({ a: `See [it](${link}) there.` })).toEqual([{ kind, pointer: "/a" }]);
  });

  test.each(NAMED)("as a %s (%#)", (kind, text) => {
    expect(findSecrets({ a: ["x", text] })).toEqual([{ kind, pointer: "/a/1" }]);
    expect(findSecrets({ a: `So: ${text} there.` })).toEqual([{ kind, pointer: "/a" }]);
  });

  test.each(SPELLINGS)("%s", (_, spell) => {
    for (const token of [FAKE_SECRET, JWT, `glpat-${letters(20)}`]) {
      expect(findInText(spell(token)), token).not.toEqual([]);
    }
    expect(findInText(spell("https://zoom.us/j/1?pwd=aB3xY7q"))).toEqual(["credential in a URL"]);
  });

  test.each(SPLITS)("split by white space %s", (_, split) => {
    for (const token of [FAKE_SECRET, `github_pat_${letters(22)}`, `npm_${letters(36)}`]) {
      expect(findInText(split(token)), token).not.toEqual([]);
    }
  });

  test("in armour that lost its line breaks", () => {
    expect(findInText(armoured("RSA PRIVATE").replaceAll(" ", ""))).toEqual(["private key"]);
  });

  test("over several strings, and is told of the first", () => {
    const halves = [FAKE_SECRET.slice(0, 20), FAKE_SECRET.slice(20)];
    const found = (pointer: string) => [{ kind: "GitHub token", pointer }];
    expect(findSecrets({ list: ["a", ...halves] })).toEqual(found("/list/1"));
    expect(findSecrets({ label: halves[0], description: halves[1] })).toEqual(found("/label"));
    expect(findSecrets({ ghp_: 1, [letters(36)]: 2 })).toEqual(found(""));
  });

  test("over two names, of which none is told", () => {
    const [first = "", second = ""] = [FAKE_SECRET.slice(0, 20), FAKE_SECRET.slice(20)];
    expect(JSON.stringify(findSecrets({ [first]: { [second]: FAKE_SECRET } }))).not.toMatch(/Ab1/);
  });

  test("as a member's name, and its pointer doesn't hold the name", () => {
    expect(findSecrets({ a: { [FAKE_SECRET]: { b: FAKE_SECRET } } })).toEqual([
      { kind: "GitHub token", pointer: "/a" },
      { kind: "GitHub token", pointer: "/a/b" },
    ]);
  });

  test("as a member whose name says so", () => {
    expect(findSecrets({ a: [{ client_secret: letters(12) }], password: "hunter2" })).toEqual([
      { kind: "credential by its name", pointer: "/a/0/client_secret" },
      { kind: "credential by its name", pointer: "/password" },
    ]);
  });

  test("beside characters that are no text", () => {
    expect(findInText(`\0a\0${FAKE_SECRET.slice(0, 9)}\0${FAKE_SECRET.slice(9)}`)).toEqual(["GitHub token"]);
  });

  test.each(["%00", "%u0000", "%2500", "%%0000", "%25u0000%41", "\0"])(
    "beside %j, which parts nothing",
    (sign) => {
      const rest = { [FAKE_SECRET]: { b: FAKE_SECRET } };
      const found = findSecrets({ [sign]: sign.repeat(9), ...rest });
      expect(found.map(({ pointer }) => pointer)).toEqual(["", "/b"]);
    },
  );

  test("where more looks like one than can be read, and what follows isn't told", () => {
    const units = {
      "sk-. ": "too many tokens",
      [`${base64("nothing but a few words")}. `]: "too much base64",
    };
    for (const [unit, kind] of Object.entries(units)) {
      const found = findSecrets({ [unit.repeat(2000)]: { [FAKE_SECRET]: FAKE_SECRET } });
      expect(found).toContainEqual({ kind, pointer: "" });
      expect(JSON.stringify(found)).not.toContain(FAKE_SECRET);
    }
  });

  test("in an answer nested deeper than the stack", () => {
    const depth = 50_000;
    const deep: unknown = JSON.parse(`${"[".repeat(depth)}"${FAKE_SECRET}"${"]".repeat(depth)}`);
    expect(findSecrets(deep)).toEqual([{ kind: "GitHub token", pointer: "/0".repeat(depth) }]);
  });
});

const RATIONALE = `An agent prepares the week: it lists the meetings that the authenticated user hosts, page by page,
with the next_page_token of the answer before. It needs no password, no passcode and no host key: the gateway adds
the bearer token, and neither start_url nor join_url (with its pwd) passes. Tokens last one hour (RFC 6750); the
secret of the app stays with the operator. Basic authentication isn't used. Errors: 124 (invalid token), 300.
Access token: the operator's. API key: none. password: required by the account. secret: see section 10.3.2, and
token: 2048 characters at most. Scopes: meeting:read:list_meetings, user:read:token:admin, user_zak:read.`;

describe("no secret is found", () => {
  test.each(PLAIN_LINKS)("in a plain link: %s", (link) => {
    expect(findSecrets({ url: link, text: `See ${link}.` })).toEqual([]);
  });

  test.each([
    "meeting:read:meeting",
    "next_page_token",
    "next_page_token=IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2",
    "?page_size=30&next_page_token=IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2",
    "https://api.zoom.us/v2/users/me/meetings?type=scheduled&page_size=25&from=2026-03-01&timezone=America%2FLos_Angeles",
    "IAfJX3jsOLW7w3dokmFl84zOa0MAVGyMEB2",
    "b43YBRLJFg3V4vsSpxvGdKIGtNbxn9h9If2",
    "aDYlohsHRtCd4ii1uC2+hA==",
    "/ajXp112QmuoKj4854875==",
    "Needs a bearer token and basic authentication.",
    "Bearer authentication-as-documented",
    "Bearer RFC6750-authentication",
    "https://developers.zoom.us/docs/api/#tag/meetings/GET/users/{userId}",
    "https://developers.zoom.us/docs/api/meetings/#tag/meetings/GET/users/{userId}/meetings",
    "https://zoom.us/j/81000000001?pwd=REDACTED",
    "https://zoom.us/j/81000000001?pwd={passcode}",
    "https://zoom.us/j/81000000001?pwd=<passcode>&zak=***",
    "https://example.com/docs/share/meeting-recordings-overview",
    "+12025550123,,81000000042#",
    "A passcode 10 characters long, a PIN 4000 digits long, spin 2026.",
    "https://zoom.us/w/1?tk=&pwd=",
    "Links (…?pwd=REDACTED), and ?zak=***; ?pwd=... too.",
    "https://user:password@example.com/",
    "https://{user}:{password}@example.com/",
    "https://example.com:8443/a@b",
    "123e4567-e89b-12d3-a456-426614174000",
    "meeting 81000000001 on 2026-03-01T08:30:00Z",
    "a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447",
    "sha-256: a948904f2f0f479b8f8197694b30184b0d2ed1c1cd2a1ec0fb85d299a192a447",
    "ava.lindqvist@example.com",
    "Ask-for-a-meeting-and-wait-for-it",
    "task-2 and disk-123e4567-e89b-12d3-a456-426614174000",
    "REDACTED",
    "no token: the gateway adds it",
    "Set-Cookie: theme=dark; Max-Age=3600; Path=/; SameSite=Lax",
    "password: 8-32 characters, passcode: up to 10",
    "token: REDACTED, secret: <client_secret>, api_key=YOUR_API_KEY, password: ********",
    "The password is required.",
    "secret: https://developers.zoom.us/docs/integrations/oauth/#step2",
    "token type: bearer; token_url: https://zoom.us/oauth/token",
    "pass: 2026-03-01, pin: see below, key: meetings[].id",
    "Tokens begin with ghp_ followed by thirty six more letters and digits of the alphabet.",
    "Secrets such as sk-... or xoxb-... or AKIA... or eyJ...",
    "^[A-Za-z0-9_-]{1,64}$",
    "^(?:ghp|gho)_[A-Za-z0-9]{36}$",
    "^eyJ[A-Za-z0-9_-]+[.]eyJ[A-Za-z0-9_-]+$",
    base64("An agent needs the start of one meeting before it reminds people of it."),
    base64(base64("Nothing but words: the token stays in the gateway.")),
    RATIONALE,
    RATIONALE.repeat(20),
  ])("in a text (%#)", (text) => {
    expect(findSecrets({ [text]: [text], next_page_token: text })).toEqual([]);
  });

  test.each([
    ["page tokens", () => randomBytes(27).toString("base64url")],
    ["long page tokens", () => randomBytes(60).toString("base64url")],
    ["identifiers of meetings", () => randomBytes(16).toString("base64")],
    ["UUIDs", () => randomUUID()],
    ["digests", () => randomBytes(32).toString("hex")],
  ])("in random %s, but for one in thousands", (_, make) => {
    const texts = Array.from({ length: 4000 }, make);
    expect(texts.filter((text) => findInText(text).length > 0).length).toBeLessThan(4);
  });
});

describe("a hostile text is read in time", () => {
  const fill = (unit: string) => unit.repeat(Math.ceil((128 * 1024) / unit.length));

  test.each([
    "a",
    " ",
    "a ",
    "%",
    "%41",
    "%2541",
    "a\u200b",
    "é",
    "\0",
    ":",
    "=",
    "@",
    "sk",
    "sk-",
    "ghp_",
    "ghp_ ",
    "ghp_ a b ",
    "eyJ",
    ".eyJ",
    `eyJ${letters(590)}.eyJ`,
    `.${letters(600)}.eyJ`,
    "-BEGIN",
    "PRIVATEKEY-",
    "-us1",
    ":AA",
    "12345678:AA",
    "T3BlbkFJ",
    ".aaaaaa.",
    "aaa1Q~",
    " 00a",
    `${hex(32)}-${hex(8)}`,
    " EAA",
    "dp.st.",
    "token",
    "token:",
    "token: ",
    "token      ",
    "pass is ",
    'password"""',
    "?a=aaaa",
    "?pwd=",
    `?${letters(40)}`,
    "&token=token",
    "authorization",
    "authorization:     ",
    "bearer        ",
    "basic YWFh ",
    "_secret_",
    "pi_aaaaaaaa_secret_",
    "/with/key/",
    "maker.ifttt.com/trigger/a/with/key/",
    `/owa/calendar/${letters(30)}/`,
    `${letters(30)}/owa/calendar/`,
    "hook.eu1.make.com/",
    "://",
    "://a:",
    "://:@",
    "Z2hwX0Fi",
    "Z2hwX0FiMUFiMUFiMUFiMUFi ",
    base64("token of a page "),
    "token: IAfJX3js ghp_ %41 Z2hwX0FiMUFiMUFiMUFi ://a:b ",
  ])("full of %j", async (unit) => {
    const text = fill(unit);
    const items = Array.from({ length: Math.floor(text.length / (unit.length + 3)) }, () => unit);
    for (const document of [{ text }, { items }, { [text]: 1 }]) {
      // A text of this size takes a few milliseconds; one that blows up takes seconds.
      expect(await cpuTime(() => findSecrets(document))).toBeLessThan(1000);
    }
  });
});

describe("a secret is never echoed", () => {
  const query = { type: "object", properties: { [FAKE_SECRET]: { type: "text" } }, required: [FAKE_SECRET] };
  const pattern = { query: { type: "object", properties: { q: { type: "string", pattern: FAKE_SECRET } } } };
  const examples = [{ name: FAKE_SECRET, input: { path: { [FAKE_SECRET]: FAKE_SECRET } } }];

  test.each<[where: string, example: RuleExample]>([
    ["the rationale", { draft: { rationale: FAKE_SECRET } }],
    ["a reference", { draft: { references: [`https://example.com/${FAKE_SECRET}`] } }],
    ["the change", { draft: { change: FAKE_SECRET } }],
    ["the port", { draft: { port: FAKE_SECRET } }],
    ["the slug", { action: { slug: FAKE_SECRET } }],
    ["the path", { action: { path: `/meetings/${FAKE_SECRET}` } }],
    ["a placeholder", { action: { path: `/meetings/{${FAKE_SECRET}}` } }],
    ["the method", { action: { method: FAKE_SECRET } }],
    ["the approval mode", { action: { approvalMode: FAKE_SECRET } }],
    ["a scope", { action: { scopes: [FAKE_SECRET] } }],
    ["a result field", { action: { result: { fields: [FAKE_SECRET, FAKE_SECRET] } } }],
    ["an unknown member's name", { draft: { [FAKE_SECRET]: 1 }, action: { [FAKE_SECRET]: 1 } }],
    ["an input's name", { action: { input: { ...GET_MEETING.input, query } } }],
    ["a pattern", { action: { input: { ...GET_MEETING.input, ...pattern } } }],
    ["an example", { action: { examples } }],
    ["$schema", { draft: { $schema: FAKE_SECRET } }],
  ])("of %s", async (_, example) => {
    const { loaded: _loaded, ...told } = await evaluateDraft(
      SAMPLE_FILE,
      bytesOf(draftOf(example)),
      findSamplePort,
    );
    expect(told.verdict).toBe("refused");
    expect(told.findings.map(({ rule }) => rule)).toContain("secret/found");
    expect(JSON.stringify(told)).not.toContain(FAKE_SECRET);
  });

  test.each<[where: string, text: string]>([
    ["a text that isn't JSON", `{ "a": ${FAKE_SECRET} }`],
    ["a member that stands twice", `{ "${FAKE_SECRET}": 1, "${FAKE_SECRET}": 2 }`],
    [
      "the port of a draft that can't be read",
      JSON.stringify(draftOf({ draft: { port: FAKE_SECRET, references: 1 } })),
    ],
    ["the slug of one", JSON.stringify(draftOf({ draft: { references: 1 }, action: { slug: FAKE_SECRET } }))],
    ["the draft's format", JSON.stringify(draftOf({ draft: { draft: FAKE_SECRET } }))],
  ])("of %s", async (_, text) => {
    const told = await evaluateDraft(SAMPLE_FILE, bytesOf(text), findSamplePort);
    expect(told.verdict).toBe("invalid");
    expect(JSON.stringify(told)).not.toContain(FAKE_SECRET);
  });
});
