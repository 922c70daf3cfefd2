import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { read } from "./repository.ts";

/** The Markdown pages below a folder, in order; node_modules isn't part of it. */
function pagesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md") && !path.split(sep).includes("node_modules"))
    .sort();
}

interface Link {
  page: string;
  to: string;
}

/** All links of a folder's pages to its own files and headings. Code shows links, it has none. */
export function linksOf(folder: string): Link[] {
  return pagesOf(folder).flatMap((page) =>
    [...withoutCode(read(folder, page)).matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]:\s*(\S+)/gm)]
      .map(([, inline, defined]) => ({ page, to: inline ?? defined ?? "" }))
      .filter(({ to }) => !/^[a-z]+:/i.test(to)),
  );
}

/** Whether it leads to a file or folder inside, and to a heading where it names one. */
export function leadsSomewhere(folder: string, { page, to }: Link): boolean {
  const [path = "", anchor] = to.split("#");
  const target = path === "" ? join(folder, page) : resolve(folder, dirname(page), decodeURI(path));
  if (relative(folder, target).startsWith("..") || !existsSync(target)) {
    return false;
  }
  if (anchor === undefined) {
    return true;
  }
  return statSync(target).isFile() && anchorsOf(readFileSync(target, "utf8")).includes(anchor);
}

/** The anchors that GitHub makes of a page's headings: of equal ones, the later are numbered. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutCode(text, /^```.*?^```$/gms).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => {
    const plain = heading.trim().toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function withoutCode(text: string, code = /^```.*?^```$|`[^`\n]*`/gms): string {
  return text.replaceAll(code, "");
}
