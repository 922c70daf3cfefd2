import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/catalog/policy.ts";
import { evaluateDraft } from "../../src/safe-model/evaluate.ts";
import { bytesOf, draftOf, SAMPLE_FILE, SAMPLE_POLICY, SAMPLE_PORT } from "../support/sample.ts";

// What an answer may hold, by the names that real APIs give their fields. The port of these tests knows nothing of
// them: its policy lists no credential, and nothing as harmless.

type Table = Readonly<Record<string, string>>;

interface Known {
  credentials?: Partial<Policy["credentials"]>;
  /** Members of the route's entry in the policy. */
  route?: Partial<Policy["routes"][number]>;
}

/** The fields of a draft on a route in which the rule on results finds something, each with what it says. */
async function refusedOf(
  route: string,
  fields: readonly string[],
  { credentials = {}, route: entry = {} }: Known = {},
): Promise<Record<string, string>> {
  const [method = "", path = ""] = route.split(" ");
  const listed = { method, path, tier: "approval", reason: "a reviewer listed it", ...entry };
  const policy = {
    ...SAMPLE_POLICY,
    routes: [listed as Policy["routes"][number]],
    credentials: { fields: [], notCredentials: [], ...credentials },
  };
  const draft = draftOf({ action: { method, path, result: { fields } } });
  const { findings } = await evaluateDraft(SAMPLE_FILE, bytesOf(draft), async () => ({
    ...SAMPLE_PORT,
    policy,
  }));
  const found = findings.filter(({ rule }) => rule === "credential/result");
  return Object.fromEntries(
    found.map(({ pointer, message }) => [fields[Number(pointer.split("/").at(-1))], message]),
  );
}

/** Fields from a text with white space between them; a quoted name may hold some. */
const fieldsOf = (text: string): string[] => text.match(/(?:\["[^"]*"\]|\S)+/g) ?? [];

const rows = (table: Table): [route: string, fields: string][] => Object.entries(table);

async function expectRefused(route: string, fields: readonly string[], because: string): Promise<void> {
  const refused = await refusedOf(route, fields);
  expect(Object.keys(refused).sort()).toEqual([...fields].sort());
  expect(Object.values(refused).filter((message) => !message.includes(because))).toEqual([]);
}

/** Whoever has one of these gets the file, the receipt, the meeting or the calls that it is for. */
const OPENING: Table = {
  "GET /files.info":
    "file.url_private file.url_private_download file.permalink_public file.edit_link file.permalink",
  "GET /invoices/{id}": "hosted_invoice_url invoice_pdf",
  "GET /charges/{id}": "receipt_url",
  "GET /payment_intents/{id}":
    "next_action.redirect_to_url.url next_action.boleto_display_details.hosted_voucher_url",
  "GET /checkout/sessions/{id}": "url success_url after_expiration.recovery.url",
  "GET /billing_portal/sessions/{id}": "url",
  "GET /drive/files/{fileId}": `webContentLink exportLinks["application/pdf"] resourceKey
    shortcutDetails.targetResourceKey`,
  "GET /calendars/primary/events": `items[].hangoutLink items[].conferenceData.entryPoints[].uri
    items[].attachments[].fileUrl items[].source.url`,
  "GET /me/onlineMeetings/{id}": "joinWebUrl",
  "GET /me/drive/items/{id}/permissions": "value[].link.webUrl",
  "GET /repos/{owner}/{repo}/hooks/{id}": "config.url ping_url deliveries_url",
  "GET /projects/{id}": "import_url mirror_url",
  "GET /blocks/{id}/children": "results[].file.file.url results[].pdf.external.url",
  "GET /v0/{baseId}/{tableId}": "records[].fields.Attachments[].url records[].fields.Link",
  "GET /scheduling/v3/meetings/meeting-links": "results[].link",
  "GET /scheduled_events/{uuid}/invitees": "collection[].cancel_url collection[].reschedule_url",
  "GET /campaigns/{id}": "archive_url long_archive_url",
  "GET /orders/{id}": "order.order_status_url order.payment_terms.checkoutUrl links[].href",
  "GET /sites/{id}/build_hooks": "[].url",
  "GET /v9/projects/{id}": "link.deployHooks[].url deploy_hook_url",
  "GET /services/{id}": "service.integrations[].integration_key service.routing_key",
  "GET /sources": "data.sources[].writeKeys[]",
  "GET /exports/latest": "url web.url jobs[].url self.href",
  "GET /exports/{id}/status": "url result.link",
  "GET /documents/{id}/share":
    "share.web.url invitation.html_url invitation.links.self.href upload.self_link",
  "GET /redis/{name}": "secondaryKey instrumentationKey",
  "GET /payments/{id}": "_links.checkout.href _links.dashboard.href urls[] urls.private",
  "GET /forms/{id}": "_links.display public_link.value deeplink permalinkpublic",
};

/** A write made the session, the upload or the invitation that its link is for. */
const MADE: Table = {
  "POST /billing_portal/sessions": "url",
  "POST /checkout/sessions": "url",
  "POST /account_links": "url",
  "POST /accounts/{id}/login_links": "url",
  "POST /payment_links": "url",
  "POST /file_links": "url",
  "POST /identity/verification_sessions": "url",
  "POST /sites/{id}/build_hooks": "url",
  "POST /files/get_temporary_link": "link metadata.link",
  "POST /sharing/create_shared_link_with_settings": "url",
  "POST /file_requests/create": "url",
  "POST /me/drive/items/{id}/createLink": "link.webUrl",
  "POST /envelopes/{id}/views/recipient": "url",
  "POST /channels/{id}/webhooks": "url",
  "POST /conversations.inviteShared": "url",
  "POST /payments": "_links.checkout.href",
  "POST /v2/checkout/orders": "links[].href",
  "POST /rooms": "url",
  "POST /me/videos": "link uri",
  "PATCH /repos/{owner}/{repo}/hooks/{id}": "config.url url",
  "PUT /repos/{owner}/{repo}/issues/{number}": "issue.url issue.links.url repository.uri",
};

/** Their kin says what it is for. */
const MADE_AND_NAMED: Table = {
  "POST /scheduling_links": "resource.booking_url",
  "POST /link/token/create": "hosted_link_url",
  "POST /online-checkout/payment-links": "payment_link.url payment_link.long_url",
  "PUT /2.0/files/{id}": "shared_link.url shared_link.vanity_url",
  "POST /v1/meetings": "roomUrl hostRoomUrl",
};

/** With these others pay, or sign, as the one whose numbers they are. */
const NUMBERS: Table = {
  "GET /issuing/cards/{id}": "number pan full_number",
  "GET /issuing/cards": "data[].number",
  "GET /customers/{id}": `card.number card.details.number creditCardNumber tax_ids.data[].value
    sources[].iban bank_accounts[].number payment.credit_card`,
  "POST /auth/get": "numbers.ach[].account numbers.ach[].routing numbers.international[].iban",
  "GET /treasury/financial_accounts/{id}":
    "financial_addresses[].aba.account_number financial_addresses[].aba.routing_number",
  "GET /identity/verification_reports/{id}": "document.number id_number.number verified_outputs.id_number",
  "GET /accounts": `[].details.accountNumber [].details.IBAN [].details.sortCode [].details.taxId
    results[].account_number.number results[].account_number.iban results[].account_number.sort_code`,
  "GET /accounts/{id}": "number accountNumber routingNumber",
  "GET /Contacts": "Contacts[].TaxNumber Contacts[].BankAccountNumber",
  "GET /employees/{id}": `ssn nationalId bank_accounts[].account_number drivers_license passport passport_number
    driverLicenseNumber social_security_number`,
  "GET /companies/{id}": "ein company.tax_id vat_number PrimaryTaxIdentifier",
  "GET /payees/{id}": "cardnumber accountnumber bankaccountnumber passportnumber taxid",
  "GET /candidates/{id}": "driver_license_number social-security-number identification-number",
};

describe("a field is refused that may hold", () => {
  test.each(rows(OPENING))("a link or key that opens something: %s", async (route, text) => {
    await expectRefused(route, fieldsOf(text), "a link or key that opens something");
  });

  test.each(rows(MADE))("a link that a write has just made: %s", async (route, text) => {
    await expectRefused(route, fieldsOf(text), "a write has just made");
  });

  test.each(rows(MADE_AND_NAMED))("a link that a write answers with: %s", async (route, text) => {
    await expectRefused(route, fieldsOf(text), "a link or key that opens something");
  });

  test.each(rows(NUMBERS))("a private number: %s", async (route, text) => {
    await expectRefused(route, fieldsOf(text), "the number of a card");
  });
});

/** Fields with the same words, and others of the same answers, which open nothing. */
const HARMLESS: Table = {
  "GET /repos/{owner}/{repo}": `url html_url clone_url git_url ssh_url svn_url homepage languages_url stargazers_url
    contributors_url releases_url tags_url branches_url milestones_url issues_url commits_url compare_url
    license.key license.url license.spdx_id owner.avatar_url owner.html_url organization.url parent.html_url`,
  "GET /repos/{owner}/{repo}/issues": `[].url [].html_url [].repository_url [].comments_url [].number
    [].user.avatar_url [].user.url [].pull_request.html_url [].pull_request.diff_url [].milestone.html_url`,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": `url number diff_url patch_url issue_url _links.self.href
    _links.html.href _links.comments.href head.repo.clone_url`,
  "GET /repos/{owner}/{repo}/releases/latest": "assets[].download_count html_url author.avatar_url",
  "GET /search/issues": "items[].url items[].html_url items[].repository_url",
  "GET /notifications": "[].subject.url [].subject.latest_comment_url [].repository.html_url",
  "GET /user": "url avatar_url html_url blog",
  "POST /repos/{owner}/{repo}/issues": "number html_url user.avatar_url",
  "GET /projects/{id}": `web_url http_url_to_repo ssh_url_to_repo readme_url avatar_url license_url license.key
    _links.self _links.issues _links.merge_requests _links.repo_branches forked_from_project.web_url`,
  "GET /projects/{id}/merge_requests":
    "[].web_url [].author.web_url [].author.avatar_url [].milestone.web_url",
  "GET /repositories/{workspace}": `values[].links.html.href values[].links.self.href values[].links.avatar.href
    values[].project.key values[].project.links.html.href`,
  "GET /search.messages": "messages.matches[].permalink messages.matches[].channel.name",
  "GET /bookmarks.list": "bookmarks[].link bookmarks[].icon_url bookmarks[].title",
  "GET /conversations.history":
    "messages[].attachments[].title_link messages[].attachments[].author_link messages[].attachments[].thumb_url",
  "GET /prices": "data[].lookup_key data[].product.url data[].product.images[]",
  "GET /payment_methods/{id}": `card.last4 card.brand card.exp_month card.exp_year card.country
    us_bank_account.last4 us_bank_account.bank_name`,
  "GET /issuing/cards/{id}": "last4 brand exp_month exp_year status",
  "GET /invoices/{id}": `number total_tax_amounts[].amount default_tax_rates[].id tax_ids.data[].type
    tax_ids.data[].country account_country`,
  "GET /account": "business_profile.url business_profile.support_url individual.ssn_last_4_provided",
  "GET /events/{id}": "request.idempotency_key has_pdf webhook_id download_name key_id",
  "GET /drive/files": "files[].webViewLink files[].iconLink files[].thumbnailLink files[].name",
  "GET /calendars/primary/events": "items[].htmlLink items[].conferenceData.conferenceSolution.iconUri",
  "GET /tasks/v1/lists/{id}/tasks": "items[].selfLink items[].webViewLink",
  "GET /v4/spreadsheets/{id}": "spreadsheetUrl sheets[].properties.title",
  "GET /youtube/v3/search": "items[].snippet.thumbnails.default.url items[].snippet.thumbnails.high.url",
  "GET /me/messages": `value[].webLink value[].subject ["@odata.nextLink"] ["@odata.deltaLink"]`,
  "GET /me/drive/root/children": "value[].webUrl value[].parentReference.path",
  "GET /rest/api/3/search": `issues[].key issues[].fields.project.key issues[].fields.parent.key
    issues[].fields.status.statusCategory.key issues[].fields.assignee.avatarUrls["48x48"]
    issues[].fields.priority.iconUrl issues[].fields.issuelinks[].outwardIssue.key
    issues[].fields.issuelinks[].type.name`,
  "GET /rest/api/3/issue/{issueKey}": "key fields.issuetype.iconUrl",
  "POST /rest/api/3/issue": "key id self",
  "GET /wiki/rest/api/content":
    "results[].space.key results[]._links.webui results[]._links.self self_link.value",
  "GET /pages/{id}": "url icon.emoji properties.Name.title[].plain_text",
  "GET /v1/users": "results[].avatar_url results[].name",
  "GET /v0/{baseId}/{tableId}": `records[].fields["Website URL"] records[].fields["Phone number"] records[].fields.Keywords`,
  "GET /crm/v3/objects/companies": `results[].properties.website results[].properties.linkedin_company_page_url
    paging.next.link paging.next.after results[].url`,
  "GET /users/me/meetings": `meetings[].topic settings.embed_password_in_join_link settings.show_join_url
    settings.allow_download participants[].pic_url`,
  "GET /tasks": "[].url data[].permalink_url [].order",
  "GET /boards/{id}/cards": "[].url [].idShort [].badges.comments",
  "GET /phone/numbers": "phone_numbers[].number incoming_phone_numbers[].phone_number",
  "GET /accounts/{accountId}/orders/{id}": "order_number tracking_number lines[].number link_clicks url_type",
};

test.each(rows(HARMLESS))("a field passes that opens nothing: %s", async (route, text) => {
  expect(await refusedOf(route, fieldsOf(text))).toEqual({});
});

test("the tables are as large as they should be", () => {
  const count = (...tables: readonly Table[]): number =>
    tables.flatMap((table) => Object.values(table).flatMap(fieldsOf)).length;
  expect(count(OPENING)).toBeGreaterThanOrEqual(20);
  expect(count(MADE, MADE_AND_NAMED)).toBeGreaterThanOrEqual(20);
  expect(count(NUMBERS)).toBeGreaterThanOrEqual(20);
  expect(count(HARMLESS)).toBeGreaterThanOrEqual(80);
});

describe("a policy's notCredentials", () => {
  const fields = [
    "hosted_invoice_url",
    "invoice.hosted_invoice_url",
    "data[].tax_id",
    "session.id",
    "list[].secret",
  ];
  const refused = async (notCredentials: string[], credentials: Partial<Policy["credentials"]> = {}) =>
    Object.keys(
      await refusedOf("GET /invoices", fields, { credentials: { notCredentials, ...credentials } }),
    );

  test("name a field at any depth, or by its whole path", async () => {
    expect(await refused([])).toEqual(fields);
    expect(await refused(["hostedInvoiceUrl", "tax_id", "session_id", "secret"])).toEqual([]);
    const paths = fields.filter((field) => field.includes("."));
    expect(await refused(paths)).toEqual(["hosted_invoice_url"]);
    expect(await refused(["other.hosted_invoice_url", "tax", "hosted_invoice"])).toEqual(fields);
    const odd = await refusedOf("GET /things", ['["@odata.mediaReadLink"]'], {
      credentials: { notCredentials: ["@odata.mediaReadLink"] },
    });
    expect(odd).toEqual({});
  });

  test("excuse nothing that is among the credentials", async () => {
    expect(
      await refused(["hosted_invoice_url", "tax_id", "session.id", "secret"], {
        fields: ["hosted_invoice_url"],
      }),
    ).toEqual(["hosted_invoice_url", "invoice.hosted_invoice_url"]);
  });

  test("excuse a link that a write has made by its whole path alone", async () => {
    const ofWrite = async (...notCredentials: string[]) =>
      Object.keys(
        await refusedOf("POST /issues", ["url", "issue.url", "html_url"], {
          credentials: { notCredentials },
        }),
      );
    expect(await ofWrite()).toEqual(["url", "issue.url"]);
    expect(await ofWrite("url")).toEqual(["url", "issue.url"]);
    expect(await ofWrite("issue.url")).toEqual(["url"]);
  });
});

test("a name is a credential's whatever stands around it", async () => {
  const fields = [
    "page.token",
    "has.password",
    "next_page_token.secret",
    "host.key",
    "start.url",
    "auth.code",
  ];
  expect(Object.keys(await refusedOf("GET /things", fields))).toEqual(fields);
});

test("a POST that only reads answers as a read", async () => {
  const fields = ["data.issues.nodes[].url", "results[].url", "data.team.key"];
  expect(Object.keys(await refusedOf("POST /graphql", fields))).toEqual(fields.slice(0, 2));
  expect(Object.keys(await refusedOf("POST /graphql", fields, { route: { reads: true } }))).toEqual([
    "results[].url",
  ]);
});

test("a policy's credentials are names and paths, with all that lies below", async () => {
  const fields = ["owner.badge", "owner.badge.text", "badge", "badges[].serial", "owner"];
  const known = { credentials: { fields: ["owner.badge", "serial"] } };
  expect(await refusedOf("GET /things", fields, known)).toEqual({
    "owner.badge": expect.stringContaining("would pass on a credential"),
    "owner.badge.text": expect.stringContaining("would pass on a credential"),
    "badges[].serial": expect.stringContaining("would pass on a credential"),
    owner: expect.stringContaining("names a whole object"),
  });
});
