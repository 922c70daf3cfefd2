import { getLocation, type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";
import { toPointer } from "./pointer.ts";

/** A place in a text, as editors count it. */
export interface Position {
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 code units. */
  column: number;
}

/** Where the values of a JSON text stand, found in one walk of the text when this is made. */
export interface Positions {
  /** Where a pointer's value starts; for one that isn't there, its nearest parent. */
  locate(pointer: string): Position;
  /** The pointer of what stands on a line, 1-based: of the value that starts there, else of the one around it. */
  pointerAt(line: number): string;
}

/** @param text strict JSON: what this is about is what `JSON.parse` makes of it */
export function positionsIn(text: string): Positions {
  const places = placesIn(text);
  return {
    locate(pointer) {
      for (let at = pointer; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
        const place = places.get(at);
        if (place !== undefined || at === "") {
          return { line: place?.line ?? 1, column: place?.column ?? 1 };
        }
      }
    },
    pointerAt(line) {
      let around = "";
      for (const [pointer, place] of places) {
        if (place.line === line) {
          return pointer;
        }
        if (place.line < line && place.lastLine >= line) {
          around = pointer;
        }
      }
      return around;
    },
  };
}

interface Span extends Position {
  lastLine: number;
}

/** Each value's place by its pointer, in the order of the text. */
function placesIn(text: string): Map<string, Span> {
  const places = new Map<string, Span>();
  const open: Span[] = [];
  const put = (line: number, column: number, path: (string | number)[]): Span => {
    const place = { line: line + 1, column: column + 1, lastLine: line + 1 };
    places.set(toPointer(path), place);
    return place;
  };
  const begin = (_offset: number, _length: number, line: number, column: number, path: Path): void => {
    open.push(put(line, column, path()));
  };
  const end = (_offset: number, _length: number, line: number): void => {
    const place = open.pop();
    if (place !== undefined) {
      place.lastLine = line + 1;
    }
  };
  visit(text, {
    onObjectBegin: begin,
    onObjectEnd: end,
    onArrayBegin: begin,
    onArrayEnd: end,
    onLiteralValue(_value, _offset, _length, line, column, path) {
      put(line, column, path());
    },
  });
  return places;
}

type Path = () => (string | number)[];

/** The position of an offset in a text, whatever the text is. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n?|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** The pointer of the object whose member's name starts at an offset. */
export function pointerOfHolder(text: string, offset: number): string {
  return toPointer(getLocation(text, offset).path.slice(0, -1));
}

/** The first thing that keeps a text from being JSON, in words; undefined where the parser finds none. */
export function syntaxErrorIn(text: string): (Position & { message: string }) | undefined {
  try {
    visit(text, { onError: stop }, { disallowComments: true, allowTrailingComma: false });
    return undefined;
  } catch (error) {
    if (error instanceof FirstError) {
      return error.found;
    }
    throw error;
  }
}

/** After an error brackets needn't match any more, and the parser would follow them off the stack's end. */
function stop(code: ParseErrorCode, _offset: number, _length: number, line: number, column: number): never {
  const words = printParseErrorCode(code).replace(/([a-z])([A-Z])/g, "$1 $2");
  throw new FirstError({ line: line + 1, column: column + 1, message: words.toLowerCase() });
}

class FirstError extends Error {
  readonly found: Position & { message: string };

  constructor(found: Position & { message: string }) {
    super(found.message);
    this.found = found;
  }
}
