import type { TokenKind } from "./tokens.ts";
import type { Call, Failure, Reply } from "./types.ts";

const DOCUMENTATION = "https://docs.github.com/rest";

/** A failure in GitHub's words. */
export function failure(status: number, body: Failure, headers: Record<string, string> = {}): Reply {
  return { status, body: { ...body, documentation_url: DOCUMENTATION, status: `${status}` }, headers };
}

/** `Validation Failed`, and what exactly. */
export function invalid(...errors: NonNullable<Failure["errors"]>): Reply {
  return failure(422, { message: "Validation Failed", errors });
}

/** @param message what GitHub says is missing; by default as much as nothing */
export function notFound(message = "Not Found"): Reply {
  return failure(404, { message });
}

/** How GitHub refuses a token that may not do a thing. Of what it may not see there is nothing. */
export function forbidden(kind: TokenKind, otherwise: Reply): Reply {
  if (kind === "installation") {
    return failure(403, { message: "Resource not accessible by integration" });
  }
  return kind === "fine-grained"
    ? failure(403, { message: "Resource not accessible by personal access token" })
    : otherwise;
}

/** The page of a list that is asked for, and the way to the others. */
export function page<Item>({ query, url }: Call, all: readonly Item[]) {
  const size = Math.max(1, Math.min(Number(query["per_page"] ?? 30), 100));
  const number = Math.max(1, Number(query["page"] ?? 1));
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set("page", `${to}`);
    return `<${target}>; rel="${rel}"`;
  };
  const before = number > 1 ? [link(Math.min(number - 1, last), "prev"), link(1, "first")] : [];
  const after = number < last ? [link(number + 1, "next"), link(last, "last")] : [];
  const links = [...before, ...after];
  return {
    items: all.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(", ") } : ({} as Record<string, string>),
  };
}

/** A list as the whole answer. */
export function listed<Item>(call: Call, all: readonly Item[]): Reply {
  const { items, headers } = page(call, all);
  return { status: 200, body: items, headers };
}
