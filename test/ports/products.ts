import type { Product } from "./product.ts";
import { airtable } from "./products/airtable.ts";
import { asana } from "./products/asana.ts";
import { box } from "./products/box.ts";
import { calendly } from "./products/calendly.ts";
import { confluenceCloud } from "./products/confluence-cloud.ts";
import { digitalocean } from "./products/digitalocean.ts";
import { dropbox } from "./products/dropbox.ts";
import { github } from "./products/github.ts";
import { gitlab } from "./products/gitlab.ts";
import { gmail } from "./products/gmail.ts";
import { googleCalendar } from "./products/google-calendar.ts";
import { googleDrive } from "./products/google-drive.ts";
import { googleSheets } from "./products/google-sheets.ts";
import { hubspot } from "./products/hubspot.ts";
import { jenkins } from "./products/jenkins.ts";
import { jiraCloud } from "./products/jira-cloud.ts";
import { microsoftGraphCalendar } from "./products/microsoft-graph-calendar.ts";
import { microsoftGraphMail } from "./products/microsoft-graph-mail.ts";
import { netlify } from "./products/netlify.ts";
import { salesforce } from "./products/salesforce.ts";
import { sentry } from "./products/sentry.ts";
import { slack } from "./products/slack.ts";
import { todoist } from "./products/todoist.ts";
import { vercel } from "./products/vercel.ts";
import { zendesk } from "./products/zendesk.ts";

/** The products whose starter actions Harbor documents, but for Zoom. */
export const PRODUCTS: readonly Product[] = [
  airtable,
  asana,
  box,
  calendly,
  confluenceCloud,
  digitalocean,
  dropbox,
  github,
  gitlab,
  gmail,
  googleCalendar,
  googleDrive,
  googleSheets,
  hubspot,
  jenkins,
  jiraCloud,
  microsoftGraphCalendar,
  microsoftGraphMail,
  netlify,
  salesforce,
  sentry,
  slack,
  todoist,
  vercel,
  zendesk,
];
