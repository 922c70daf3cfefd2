import { describe, expect, test } from "vitest";
import { type Catalogue, openCatalogue } from "../../src/catalog/load.ts";
import { HarborError } from "../../src/errors.ts";
import { openFiles } from "../../src/io/files.ts";
import { PROJECT, temporaryFolder, write } from "../support/repository.ts";
import { SAMPLE_MANIFEST, SAMPLE_POLICY } from "../support/sample.ts";

const MANIFEST = "catalog/integrations/zoom/zoom-api.json";
const POLICY = "catalog/integrations/zoom/zoom-api.policy.json";

/** A catalogue in a folder of its own: the sample's, but for the files that are given. */
function catalogueWith(files: Record<string, string | object | undefined> = {}): Catalogue {
  const root = temporaryFolder();
  const all = { [MANIFEST]: SAMPLE_MANIFEST, [POLICY]: SAMPLE_POLICY, ...files };
  for (const [path, content] of Object.entries(all)) {
    if (content !== undefined) {
      write(root, path, content);
    }
  }
  return openCatalogue(openFiles(root, root).tree);
}

async function failureOf(catalogue: Catalogue, port = "zoom-api"): Promise<HarborError> {
  const error: unknown = await catalogue.get(port).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(HarborError);
  return error as HarborError;
}

describe("a catalogue", () => {
  test("lists its ports, sorted", async () => {
    const catalogue = catalogueWith({
      "catalog/integrations/acme/zebra.json": "{}",
      "catalog/integrations/acme/ant.json": "{}",
      "catalog/integrations/acme/ant.policy.json": "{}",
      "catalog/integrations/acme/README.md": "",
    });
    expect(await catalogue.ports()).toEqual(["ant", "zebra", "zoom-api"]);
  });

  test("gives a port with its manifest, policy and files", async () => {
    const port = await catalogueWith().get("zoom-api");
    expect(port).toMatchObject({ slug: "zoom-api", manifest: SAMPLE_MANIFEST, policy: SAMPLE_POLICY });
    expect(port.files.manifest).toBe(MANIFEST);
  });

  test("gives this project's own port", async () => {
    const port = await openCatalogue(openFiles(PROJECT, PROJECT).tree).get("zoom-api");
    expect(port.manifest.actions.map(({ slug }) => slug)).toEqual([
      "create-meeting",
      "get-me",
      "list-meetings",
    ]);
  });

  test("finds nothing where nothing is", async () => {
    const catalogue = openCatalogue(openFiles(temporaryFolder(), "/").tree);
    expect(await catalogue.ports()).toEqual([]);
    expect(await catalogue.find("zoom-api")).toBeUndefined();
  });

  test("tells an unknown port and which ones there are", async () => {
    const { code, message, hint } = await failureOf(catalogueWith(), "zom-api");
    expect(code).toBe("NOT_FOUND");
    expect(message).toContain("no port zom-api in catalog/integrations");
    expect(hint).toBe("ports there: zoom-api");
  });
});

describe("a catalogue that can't be read", () => {
  test.each<[what: string, files: Record<string, string | object | undefined>, message: string]>([
    ["a manifest that isn't JSON", { [MANIFEST]: '{\n  "manifest": 1,\n}\n' }, `${MANIFEST}:3:1 `],
    ["a manifest that is empty", { [MANIFEST]: "" }, `${MANIFEST}:1:1 `],
    [
      "a manifest with a wrong type",
      { [MANIFEST]: { ...SAMPLE_MANIFEST, tags: "meetings" } },
      `${MANIFEST}:10:11 (the work tree) isn't a manifest: /tags`,
    ],
    [
      "a manifest with an unknown member",
      { [MANIFEST]: { ...SAMPLE_MANIFEST, token: "x" } },
      `${MANIFEST}:1:1 (the work tree) isn't a manifest`,
    ],
    ["a member twice", { [MANIFEST]: '{\n  "slug": "a",\n  "slug": "b"\n}' }, `${MANIFEST}:3:3 `],
    ["a policy that isn't JSON", { [POLICY]: "{\n  // none\n}" }, `${POLICY}:2:3 `],
    [
      "a policy with an unknown tier",
      { [POLICY]: { ...SAMPLE_POLICY, routes: [{ method: "GET", path: "/x", tier: "yes" }] } },
      `${POLICY}:26:15 (the work tree) isn't a policy: /routes/0/tier`,
    ],
    ["no policy", { [POLICY]: undefined }, `${POLICY} (the work tree) is missing`],
    [
      "a manifest that is called otherwise",
      { [MANIFEST]: { ...SAMPLE_MANIFEST, slug: "zoom" } },
      `${MANIFEST} (the work tree) calls itself zoom/zoom`,
    ],
    [
      "one port of two publishers",
      { "catalog/integrations/acme/zoom-api.json": SAMPLE_MANIFEST },
      `catalog/integrations/acme/zoom-api.json and ${MANIFEST} (the work tree) claim the same port`,
    ],
  ])("tells the file and place of %s", async (_, files, message) => {
    const error = await failureOf(catalogueWith(files));
    expect(error.code).toBe("IO");
    expect(error.message).toContain(message);
    expect(error.hint).not.toBe("");
  });
});
