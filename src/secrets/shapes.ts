import { lazily } from "../lazily.ts";

/** Tokens that tell what they are by how they begin. */
export interface Shape {
  kind: string;
  prefix: string;
  /** Whether the prefix counts at the beginning of a word only, as it also stands inside of words. */
  isWord: boolean;
  /** What must follow. Sticky, bounded, and made so that no text makes it look far again and again. */
  rest: RegExp;
}

type Row = readonly [kind: string, prefixes: string, rest: RegExp];

/** Links that work for whoever has them. A bare host or a page about them is none. */
const LINKS: readonly Row[] = [
  ["deploy hook", "api.netlify.com/build_hooks/", /[0-9a-f]{24}/y],
  // https://vercel.com/docs/deployments/deploy-hooks
  ["deploy hook", "api.vercel.com/v1/integrations/deploy/", /(?:prj_|Qm)\w{1,64}\/\w{3}/y],
  ["deploy hook", "/pages/webhooks/deploy_hooks/", /[0-9a-f-]{36}/y],
  ["webhook", "hooks.zapier.com/hooks/catch/", /\d{3,12}\/(?:[a-z]\/)?[a-z0-9]{5}/y],
  ["webhook", ".make.com/", /(?<=hook\.[a-z]{2}\d\.make\.com\/)[a-z0-9]{20}/y],
  ["webhook", "hooks.airtable.com/workflows/", /[\w/]{20}/y],
  ["webhook", "/with/key/", /(?<=maker\.ifttt\.com\/trigger\/[\w/-]{1,80}\/with\/key\/)[\w-]{20}/y],
  // https://docs.stripe.com/api: checkout, portal, account and login links, invoices, receipts
  ["payment session", "/pay/cs_", /(?:live|test)_\w{10}/y],
  ["billing session", "billing.stripe.com/", /(?:p\/)?session\/\w{12}/y],
  ["sign-in link", "connect.stripe.com/", /(?:express|setup\/[a-z])\/acct_\w{10,30}\/\w{8}/y],
  ["invoice link", "invoice.stripe.com/i/", /acct_\w{10,30}\/\w{10}/y],
  ["invoice link", "pay.stripe.com/", /(?:receipts|invoice)\/(?:payment\/|acct_)[\w-]{14}/y],
  // https://developers.google.com/workspace/drive/api/guides/resource-keys
  ["sharing link", "resourcekey= resourceKey=", /0-[\w-]{16}/y],
  ["sharing link", "?rlkey= &rlkey=", /[a-z0-9]{20}/y],
  ["sharing link", "dropbox.com/s/ dropbox.com/sh/", /[a-z0-9]{15}\//y],
  ["sharing link", ".box.com/s/ .box.com/shared/static/", /[a-z0-9]{32}/y],
  ["sharing link", "1drv.ms/", /[a-z]\/(?:s!|c\/)[\w-]{10}/y],
  ["sharing link", "//we.tl/t-", /[A-Za-z0-9]{8}/y],
  ["private calendar", "/private-", /[0-9a-f]{20,64}\/(?:basic|full)\.ics/y],
  [
    "private calendar",
    "/owa/calendar/",
    /[\w@.-]{30,120}\/[\w-]{20,120}\/(?:[\w-]{1,40}\/)?(?:reach)?calendar\.(?:ics|html)/y,
  ],
  ["private calendar", ".icloud.com/published/2/", /[\w-]{20}/y],
  ["invitation", "/shared_invite/zt-", /[\w~-]{10}/y],
  ["invitation", "//chat.whatsapp.com/", /[A-Za-z0-9]{20}/y],
  ["invitation", "//t.me/+ //t.me/joinchat/", /(?!\d{7})[\w-]{14}/y],
];

/**
 * One line a kind: its prefixes (`^` where one counts at the beginning of a word only) and what must
 * follow. They are read in a text without white space, so no shape holds any.
 *
 * Most issuers document prefix and alphabet alone, so lengths are the least that is in use.
 */
const TABLE: readonly Row[] = [
  // RFC 7468, RFC 4716 (SSH2), RFC 4880 (PGP); then the same without its armour, told by its first bytes.
  ["private key", "PRIVATEKEY- PRIVATEKEYBLOCK-", /(?<=-BEGIN[A-Z0-9]{0,40}PRIVATEKEY(?:BLOCK)?-)/y],
  ["private key", "b3BlbnNzaC1rZXktdjE", /[A-Za-z0-9+/]{20}/y],
  ["private key", "BADANBgkqhkiG9w0BAQEFAASC AgEAMBMGByqGSM49AgEG", /[A-Za-z0-9+/]{20}/y],
  ["private key", "MC4CAQAwBQYDK2VwBCIEI MHcCAQEEI", /[A-Za-z0-9+/]{20}/y],
  // https://age-encryption.org/v1 and https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html
  ["age key", "AGE-SECRET-KEY-1 AGE-SECRET-KEY-PQ-1", /[A-Z0-9]{20}/y],
  ["PuTTY key", "PuTTY-User-Key-File-", /\d/y],
  // RFC 7519: two JSON objects in base64url. Read from the dot between them, and back.
  ["JSON Web Token", ".eyJ", /(?<=eyJ[\w-]{8,8000}\.eyJ)[\w-]{8}/y],
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  ["GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", /\w{36}/y],
  ["GitHub token", "github_pat_", /\w{22}/y],
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  [
    "GitLab token",
    "glpat- gloas- gldt- glrt- glrtr- glcbt- glptt- glft- glimt- glagent- glwt- glsoat- glffct-",
    /[\w-]{20}/y,
  ],
  ["GitLab token", "GR1348941", /[\w-]{20}/y],
  ["Bitbucket token", "ATBB", /[A-Za-z0-9]{32}/y],
  ["Atlassian token", "ATATT3 ATCTT3 ATSTT3", /[\w=-]{50}/y],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  ["AWS access key", "AKIA ASIA ABIA ACCA", /[A-Z0-9]{16}/y],
  ["AWS Bedrock key", "ABSKQmVkcm9ja0FQSUtleS", /[A-Za-z0-9+/]{20}/y],
  ["Google API key", "AIza", /[\w-]{35}/y],
  ["Google OAuth token", "ya29. ^1//0", /[\w-]{20}/y],
  ["Google client secret", "GOCSPX-", /[\w-]{20}/y],
  ["Azure storage key", "AccountKey= SharedAccessKey=", /[A-Za-z0-9+/]{40}/y],
  ["Azure DevOps token", "JQQJ99", /(?<=[A-Za-z0-9]{52}JQQJ99)[A-Za-z0-9]{10}/y],
  ["Alibaba Cloud key", "LTAI", /(?=[A-Za-z]{0,12}\d)[A-Za-z0-9]{16}/y],
  // https://docs.slack.dev/authentication/tokens
  ["Slack token", "xoxa- xoxb- xoxc- xoxd- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xapp- xwfp-", /[\w-]{10}/y],
  ["Slack webhook", "hooks.slack.com/ hooks.slack-gov.com/", /(?:services|workflows|triggers)\/[\w/]{20}/y],
  [
    "Discord webhook",
    "discord.com/api/ discordapp.com/api/",
    /(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/[\w-]{30}/y,
  ],
  ["Teams webhook", ".webhook.office.com/ outlook.office.com/webhook/", /[\w@/-]{60}/y],
  // https://core.telegram.org/bots/features#generating-an-authentication-token
  ["Telegram bot token", ":AA", /(?<=\d{8,10}:AA)[\w-]{32}/y],
  [
    "Twilio key",
    "^SK0 ^SK1 ^SK2 ^SK3 ^SK4 ^SK5 ^SK6 ^SK7 ^SK8 ^SK9 ^SKa ^SKb ^SKc ^SKd ^SKe ^SKf",
    /[0-9a-f]{31}/y,
  ],
  // https://docs.stripe.com/keys
  ["Stripe key", "sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_ whsec_", /[A-Za-z0-9+/]{16}/y],
  [
    "Stripe client secret",
    "_secret_",
    /(?<=(?:pi|seti|src|vs|fcsess|cs_test|cs_live)_[A-Za-z0-9]{8,80}_secret_)[A-Za-z0-9]{10}/y,
  ],
  ["Square token", "sq0atp- sq0csp-", /[\w-]{22}/y],
  ["Square token", "^EAAA", /(?=[\w-]{0,20}\d)(?=[\w-]{0,20}[a-z])[\w-]{60}/y],
  ["Facebook token", "^EAA", /(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{90}/y],
  ["Braintree token", "access_token$production$ access_token$sandbox$", /[a-z0-9]{16}\$/y],
  ["Shopify token", "shpat_ shpca_ shppa_ shpss_ shptka_", /[A-Za-z0-9]{32}/y],
  ["EasyPost key", "EZAK EZTK", /(?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{54}/y],
  ["Flutterwave key", "FLWSECK- FLWSECK_TEST-", /[A-Za-z0-9]{12}/y],
  ["SendGrid key", "^SG.", /[\w-]{16,32}\.[\w-]{32}/y],
  ["Mailchimp key", "-us1 -us2 -us3 -us4 -us5 -us6 -us7 -us8 -us9", /(?<=[0-9a-f]{32}-us\d)/y],
  ["Mailgun key", "^key- pubkey-", /[0-9a-f]{32}/y],
  ["Brevo key", "xkeysib- xsmtpsib-", /[0-9a-f]{60}/y],
  ["npm token", "npm_", /[A-Za-z0-9]{36}/y],
  ["npm token", "_authToken=", /[\w+/=-]{20}/y],
  // https://docs.pypi.org/api/secrets
  ["PyPI token", "pypi-AgE", /[\w-]{16}/y],
  ["RubyGems key", "rubygems_", /[0-9a-f]{48}/y],
  ["Clojars token", "CLOJARS_", /[a-z0-9]{60}/y],
  ["NuGet key", "^oy2", /[a-z0-9]{43}/y],
  ["Docker token", "dckr_pat_ dckr_oat_", /[\w-]{20}/y],
  ["JFrog key", "AKCp", /[A-Za-z0-9]{69}/y],
  ["JFrog token", "cmVmdGtuO", /[A-Za-z0-9]{55}/y],
  // https://huggingface.co/docs/hub/security-tokens
  ["Hugging Face token", "hf_ api_org_", /[A-Za-z0-9]{34}/y],
  ["Anthropic key", "sk-ant-", /[\w-]{20}/y],
  ["OpenAI key", "sk-proj- sk-svcacct- sk-admin-", /[\w-]{20}/y],
  ["API key", "T3BlbkFJ", /(?<=sk-\w{20}T3BlbkFJ)\w{20}/y],
  ["API key", "^sk-", /(?:[a-z]{1,10}[0-9]?-){0,2}(?=\w{0,19}\d)\w{20}/y],
  ["Groq key", "gsk_", /[A-Za-z0-9]{40}/y],
  ["xAI key", "xai-", /[A-Za-z0-9]{60}/y],
  ["Perplexity key", "pplx-", /[A-Za-z0-9]{40}/y],
  ["Replicate token", "^r8_", /[A-Za-z0-9]{37}/y],
  ["DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", /[0-9a-f]{40}/y],
  // https://developer.hashicorp.com/vault/docs/concepts/tokens
  ["HashiCorp token", "hvs. hvb. hvr.", /[\w-]{24}/y],
  ["HashiCorp token", ".atlasv1.", /[\w-]{40}/y],
  ["Heroku key", "HRKU-", /[\w-]{30}/y],
  ["Netlify token", "nfp_", /[A-Za-z0-9]{36}/y],
  ["Cloudflare key", "v1.0-", /[0-9a-f]{24}-[0-9a-f]{60}/y],
  // https://fly.io/docs/security/tokens
  ["Fly token", "^fo1_", /[\w-]{40}/y],
  ["Fly token", "fm1a_ fm1r_ fm2_", /[\w+/-]{40}/y],
  [
    "Doppler token",
    "dp.pt. dp.st. dp.sa. dp.ct. dp.scim. dp.audit.",
    /(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40}/y,
  ],
  ["Supabase key", "sbp_ sb_secret_", /[\w-]{30}/y],
  ["PlanetScale token", "pscale_tkn_ pscale_pw_ pscale_oauth_", /[\w=.-]{32}/y],
  ["Pulumi token", "^pul-", /[0-9a-f]{40}/y],
  ["Terraform token", "^ATLASTOKEN_", /[\w-]{20}/y],
  ["1Password token", "ops_eyJ", /[\w+/-]{40}/y],
  ["1Password key", "^A3-", /[A-Z0-9]{6}-[A-Z0-9]{6,11}-[A-Z0-9-]{12}/y],
  // https://grafana.com/docs/grafana/latest/administration/service-accounts
  ["Grafana token", "glsa_", /[A-Za-z0-9]{32}/y],
  ["Grafana token", "glc_eyJ eyJrIjoi", /[A-Za-z0-9+/]{30}/y],
  ["Dynatrace token", "dt0c01. dt0s01.", /[A-Z0-9]{24}\.[A-Z0-9]{32}/y],
  ["New Relic key", "NRAK- NRIQ- NRRA- NRJS-", /[A-Za-z0-9-]{19}/y],
  ["Sentry token", "sntrys_ sntryu_", /[\w+/=-]{40}/y],
  ["Databricks token", "dapi", /[0-9a-f]{32}/y],
  ["Figma token", "figd_", /[\w-]{36}/y],
  ["Linear key", "lin_api_ lin_oauth_", /[A-Za-z0-9]{32}/y],
  ["Notion key", "ntn_", /[A-Za-z0-9]{40}/y],
  ["Notion key", "secret_", /[A-Za-z0-9]{43}/y],
  ["Postman key", "PMAK-", /[0-9a-f]{24}/y],
  ["Sourcegraph token", "sgp_", /(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}/y],
  ["Typeform token", "tfp_", /[\w.=-]{40}/y],
  ["Prefect key", "pnu_", /[A-Za-z0-9]{36}/y],
  ["Mapbox token", "^sk.eyJ", /[\w-]{20}/y],
  ...LINKS,
];

/** Kinds without a beginning of their own, told by a rare sign in their midst; each starts there. */
export const UNPREFIXED: readonly (readonly [kind: string, shape: RegExp])[] = [
  // https://discord.com/developers/docs/reference#authentication: id, time and signature, each in base64
  ["Discord token", /\.[\w-]{6}\.(?<=[MNO][\w-]{22,27}\.[\w-]{6}\.)[\w-]{27}/g],
  ["Azure client secret", /Q~(?<=[\w~.-]{3}\dQ~)[\w~.-]{31}/g],
  ["Mailgun key", /-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])(?<=(?<![\w-])[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8})/g],
  ["Airtable token", /\.[0-9a-f]{64}(?<=pat[A-Za-z0-9]{14}\.[0-9a-f]{64})/g],
  ["Okta token", /(?<![\w-])00(?=[\w-]{0,38}[a-z])(?=[\w-]{0,38}[A-Z])(?=[\w-]{0,38}\d)[\w-]{40}(?![\w-])/g],
];

/** Finds where the prefix of a shape begins. */
export interface Index {
  /** Matches nothing, at the place of a prefix. */
  prefix: RegExp;
  /** Shapes by the first {@link START} characters of their prefixes. */
  byStart: ReadonlyMap<string, readonly Shape[]>;
}

/** As many characters as every prefix has. */
export const START = 3;

/** Made when first asked for, since most commands never do. */
export const indexOfShapes = lazily((): Index => {
  const byStart = new Map<string, Shape[]>();
  const prefixes = TABLE.flatMap(([kind, list, rest]) =>
    list.split(" ").map((word) => {
      const prefix = word.replace("^", "");
      const shape = { kind, prefix, isWord: prefix !== word, rest };
      byStart.set(prefix.slice(0, START), [...(byStart.get(prefix.slice(0, START)) ?? []), shape]);
      return prefix.replace(/[.$/+?]/g, "\\$&");
    }),
  );
  // Sorted, so that they are looked for as a tree.
  return { prefix: new RegExp(`(?=${prefixes.sort().join("|")})`, "g"), byStart };
});
