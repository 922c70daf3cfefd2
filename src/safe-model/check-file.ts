import type { Catalogue } from "../catalog/load.ts";
import { HarborError } from "../errors.ts";
import type { Files } from "../io/files.ts";
import { type CheckedDraft, evaluateDraft, invalidFile } from "./evaluate.ts";

/**
 * Reads and judges one draft file of the working folder.
 * @throws HarborError NOT_FOUND where nothing is there
 */
export async function checkFile(
  files: Pick<Files, "entry">,
  catalogue: Catalogue,
  file: string,
): Promise<CheckedDraft> {
  if (file.startsWith("../") || file.startsWith("/")) {
    return invalidFile(file, `${file} stands outside the repository`, "put the draft into drafts/<port>/");
  }
  const entry = await files.entry(file);
  switch (entry.kind) {
    case "file":
      return evaluateDraft(file, entry.bytes, catalogue.find);
    case "none":
      throw new HarborError(
        "NOT_FOUND",
        `there is no file ${file}`,
        "`harbor-drafts inspect` lists the drafts",
      );
    case "folder":
      return invalidFile(file, `${file} is a folder, not a draft`, "name a .json file in it, or use --all");
    case "link":
      return invalidFile(
        file,
        `${file} is a symbolic link, or stands behind one`,
        "put the draft itself there",
      );
    case "other":
      return invalidFile(file, `${file} is no regular file`, "put a JSON file there");
  }
}
