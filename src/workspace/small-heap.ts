import { setFlagsFromString } from "node:v8";

/** From so many files on what was made of those that are done is most of the memory in use. */
const MANY = 200;

/**
 * Has V8 look for garbage before it takes more memory, where a command goes through many files one after the
 * other. By itself it takes what is there, and each file leaves behind a hundred times what is kept of it.
 */
export function keepHeapSmall(files: number): void {
  if (files >= MANY) {
    setFlagsFromString("--semi-space-growth-factor=1");
    setFlagsFromString("--heap-growing-percent=20");
  }
}
