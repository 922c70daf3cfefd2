import { CATALOG_FOLDER, CONFIG_FILE } from "../catalog/layout.ts";
import { HarborError } from "../errors.ts";
import { type Check, failed, listOf, ok, warning } from "./check.ts";

export const BASE_CHECKS: readonly Check[] = [
  {
    id: "base/branch",
    async look(probe) {
      const { ref, commit } = await probe.base();
      const isFresh = await probe.fetch().then(
        () => true,
        () => false,
      );
      return isFresh
        ? ok(`requests go into ${ref}, which is at ${commit.slice(0, 12)}`)
        : warning(`${ref} is at ${commit.slice(0, 12)} as it was fetched last`, "mend git/fetch first");
    },
  },
  {
    id: "base/catalogue",
    async look(probe) {
      const catalogue = await probe.catalogue();
      const { label } = catalogue.tree;
      const ports = await catalogue.ports();
      const broken: HarborError[] = [];
      for (const port of ports) {
        await catalogue.get(port).catch((error: unknown) => {
          if (!(error instanceof HarborError)) {
            throw error;
          }
          broken.push(error);
        });
      }
      const [first] = broken;
      if (first !== undefined) {
        const more = broken.length > 1 ? ` (and ${broken.length - 1} more)` : "";
        return failed(`${first.message}${more}`, first.hint);
      }
      return ports.length === 0
        ? failed(`there is no port in ${CATALOG_FOLDER} (${label})`, "README.md tells how to make one")
        : ok(`${label} has ${listOf(ports)}`);
    },
  },
  {
    id: "base/config",
    async look(probe) {
      const config = await probe.config();
      const { ref } = await probe.base();
      return Object.keys(config).length === 0
        ? ok(`${ref} has no ${CONFIG_FILE}, and needs none`)
        : ok(`${CONFIG_FILE} (${ref}) can be read`);
    },
  },
  {
    id: "journal/left",
    async look(probe) {
      await probe.git();
      const left = await probe.journal();
      return left.length > 0
        ? warning(
            `${left.length === 1 ? "a run was" : "runs were"} cut off, or ${left.length === 1 ? "is" : "are"} under way: ${listOf(left)}`,
            "run `harbor-drafts request-publish` on the draft again; it goes on where it stopped",
          )
        : ok("no run was cut off");
    },
  },
];
