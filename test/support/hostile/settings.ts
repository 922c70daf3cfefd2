import { execFileSync } from "node:child_process";

/** What is planted in a clone, for its settings to name. */
export interface Planted {
  /** A program that notes that it ran, and for which setting. */
  program(key: string): string;
  /** A server that no one may ever ask, such as `http://127.0.0.1:1234`. */
  listener: string;
  /** A file that a setting would have overwritten or appended to. */
  precious: string;
  /** A folder with whatever else a setting can name. */
  folder: string;
  /** The address of the clone's real remote. */
  remote: string;
}

/** A setting, and its value. */
export type Setting = readonly [key: string, value: string];

/** Settings of git versions after the one at hand, and those that `git help --config` leaves out. */
const FURTHER = [
  "extensions.partialClone",
  "fetch.bundleCreationToken",
  "fetch.bundleURI",
  "filter.<driver>.process",
  "filter.<driver>.required",
  "gpg.ssh.program",
  "gpg.x509.program",
  "hook.<name>.command",
  "hook.<name>.event",
  "promisor.acceptFromServer",
  "receive.bundleURI",
  "remote.<name>.followRemoteHEAD",
  "remote.<name>.serverOption",
  "sendemail.sendmailCmd",
  "submodule.<name>.shallow",
  "trailer.<name>.cmd",
  "trailer.<name>.command",
  "transfer.bundleURI",
];

/** What stands for a placeholder, by the section in front of it. */
const NAMES: Record<string, string> = {
  branch: "main",
  browser: "planted",
  bundle: "planted",
  fetch: "missingEmail",
  gc: "refs/heads/*",
  gpg: "openpgp",
  includeIf: "gitdir:**",
  maintenance: "gc",
  pager: "log",
  protocol: "http",
  remote: "origin",
  uploadpackfilter: "blob:none",
};

/** All settings that git knows, as `git help --config` lists them, with every placeholder filled in. */
export function allSettings(planted: Planted): Setting[] {
  const listed = execFileSync("git", ["help", "--config"], { encoding: "utf8" }).match(/^[a-z]\w*\.\S+$/gim);
  // An underscore is no part of a key's name; git lists one by mistake.
  const keys = [...(listed ?? []).filter((key) => !key.includes("_")), ...FURTHER];
  const below = (section: string, by: string): string[] =>
    keys.flatMap((key) =>
      key.startsWith(`${section}.`) && !/[<*]/.test(key) ? key.replace(".", `.${by}.`) : [],
    );
  const filled = keys.flatMap((key) => {
    switch (key) {
      case "alias.*":
        return "alias.planted";
      case "credential.<url>.*":
        return below("credential", planted.remote);
      case "http.<url>.*":
        return below("http", planted.remote);
      case "sendemail.<identity>.*":
        return below("sendemail", "planted");
      case "url.<base>.insteadOf":
      case "url.<base>.pushInsteadOf":
        return key.replace("<base>", `${planted.listener}/`);
      default:
        return key.endsWith("*") ? [] : key.replace(/<[^>]+>/, NAMES[key.split(".")[0] ?? ""] ?? "planted");
    }
  });
  return [...new Set(filled)].map((key) => [key, plantedValue(key, planted)]);
}

/** Whether a setting's value names a program. */
export function namesProgram(key: string): boolean {
  return PROGRAM.test(key) || /^alias\.|^submodule\.planted\.update$/.test(key);
}

/** Settings whose values name a program, as git runs it. */
const PROGRAM =
  /^core\.(?:alternateRefsCommand|askPass|editor|fsmonitor|gitProxy|pager|sshCommand)$|^filter\..*\.(?:clean|smudge|process)$|\.(?:cmd|command|textconv|driver|helper|program|uploadpack|receivepack|defaultKeyCommand|ccCmd|tocmd|sendmailCmd|packObjectsHook|external|tunnel|diffFilter|httpd)$|^(?:sequence\.editor|pager\.log)$|^(?:browser|difftool|man|mergetool)\.planted\.path$/;

/** Settings that name a host, or a URL of one. */
const ADDRESS =
  /\.(?:proxy|pushurl|uri|bundleURI|host|smtpServer)$|^(?:submodule\.planted|gitweb|remote\.origin)\.url$/;

/** Settings that name a file to be written. */
const WRITTEN = /(?:cookieFile|Target|logFile|outputDirectory|socketDir)$/;

/** Settings that name what was set up under this name. */
const NAMED =
  /^(?:user\.(?:name|email|signingKey)|(?:author|committer)\.\w+|(?:diff|merge)\.(?:tool|guitool)|web\.browser|help\.browser|instaweb\.browser|man\.viewer|push\.pushOption|remote\.origin\.vcs|remote\.pushDefault|branch\.main\.(?:remote|pushRemote)|clone\.defaultRemoteName|http\..*userAgent|credential\..*username|.*\.pass|.*\.smtp(?:User|Pass)|.*sslBackend)$/i;

/** Settings that take a number. */
const NUMBER =
  /(?:Limit|Depth|Window|Size|Threads|Port|Timeout|Threshold|Memory|Version|MS|Delay|Slop|KeepAlive|Requests|Sessions|Buffer|Jobs|Context|Nesting|Files|Filters|Length|Change|ctx|Width|verbosity|compression|parallel|workers|umask|gc\.auto|logExpiry)$/i;

/** What else is no switch. Each would be noticed where git can take it, and none makes git give up. */
const VALUES: readonly (readonly [RegExp, string | ((planted: Planted, key: string) => string)])[] = [
  [/^alias\.planted$|^submodule\.planted\.update$/, ({ program }, key) => `!${program(key)}`],
  [/^color\.pager$/, "true"],
  [/^branch\.autoSetupRebase$|^color\.(?:\w+)$|^http\..*delegation$/, "always"],
  [/^color\./, "red"],
  [/^core\.abbrev$/, "4"],
  [/^core\.attributesFile$/, ({ folder }) => `${folder}/attributes`],
  [/^core\.commentChar$/, ";"],
  [/^core\.createObject$/, "rename"],
  [/^(?:core\.hooksPath|init\.templateDir)$/, ({ folder }) => `${folder}/hooks`],
  [/^credential\..*sanitizePrompt$/, "false"],
  [/^diff\.wsErrorHighlight$/, "all"],
  [/^extensions\.partialClone$/, "origin"],
  [/^fetch\.negotiationAlgorithm$/, "noop"],
  [/^gpg\.format$/, "openpgp"],
  [/^gpg\.minTrustLevel$/, "ultimate"],
  [/^hook\.planted\.event$/, "reference-transaction"],
  [/^http\..*(?:extraHeader)$/, "X-Planted: 1"],
  [/^http\..*lowSpeedLimit$/, "1000000000"],
  [/^http\..*sslVerify$/, "false"],
  [/^http\..*sslVersion$/, "tlsv1.3"],
  [/^http\.(?:.*\.)?version$/, "HTTP/1.1"],
  [/^include/, ({ folder }) => `${folder}/included`],
  [/^protocol\..*allow$/, "never"],
  [/^protocol\.version$/, "0"],
  [/^push\.default$/, "matching"],
  [/^(?:push|fetch|submodule)\.recurseSubmodules$/, "on-demand"],
  [/^remote\.origin\.fetch$/, "+refs/heads/*:refs/planted/*"],
  [/^remote\.origin\.partialclonefilter$/, "blob:none"],
  [/^remote\.origin\.push$/, "+refs/heads/*:refs/heads/planted/*"],
  [/^remote\.origin\.tagOpt$/, "--tags"],
  [/^ssh\.variant$/, "plink"],
  [/^transfer\.credentialsInUrl$/, "die"],
  [/^url\./, ({ remote }) => remote],
];

function plantedValue(key: string, planted: Planted): string {
  const [, value] = VALUES.find(([shape]) => shape.test(key)) ?? [];
  if (value !== undefined) {
    return typeof value === "string" ? value : value(planted, key);
  }
  if (PROGRAM.test(key)) {
    return planted.program(key);
  }
  if (ADDRESS.test(key)) {
    return `${planted.listener}/${key}`;
  }
  if (WRITTEN.test(key)) {
    return planted.precious;
  }
  if (NAMED.test(key)) {
    return "planted";
  }
  return NUMBER.test(key) ? "1" : "true";
}

/** The text of a configuration file. */
export function configText(settings: readonly Setting[]): string {
  return settings
    .map(([key, value]) => {
      const [section = "", name = ""] = [key.slice(0, key.indexOf(".")), key.slice(key.lastIndexOf(".") + 1)];
      const middle = key.slice(section.length + 1, -name.length - 1);
      const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
      return `[${section}${middle === "" ? "" : ` ${quoted(middle)}`}]\n\t${name} = ${quoted(value)}\n`;
    })
    .join("");
}
