import { flag, integer, like, oneOf } from "../inputs.ts";
import type { Product } from "../product.ts";

const MAIL = "https://www.googleapis.com/auth/gmail";
const id = "18c2f00ba5e0d001";
/** A whole message in base64url: any recipient, any header. */
const raw = like("^[A-Za-z0-9_-]{1,4000}$", "U3ViamVjdDogSGVsbG8");

export const gmail: Product = {
  product: "Gmail API",
  publisher: "google",
  slug: "gmail-api",
  baseUrl: "https://gmail.googleapis.com",
  documentation: "developers.google.com",
  principal: { keyword: "me", collections: ["/gmail/v1/users"] },
  scopes: {
    [`${MAIL}.metadata`]: "read",
    [`${MAIL}.readonly`]: "read",
    [`${MAIL}.labels`]: "both",
    [`${MAIL}.settings.basic`]: "both",
    [`${MAIL}.compose`]: "both",
    [`${MAIL}.send`]: "write",
  },
  pagination: ["maxResults", 500],
  notCredentials: ["pageToken", "nextPageToken"],
  actions: {
    "get-profile": {
      route: "GET /gmail/v1/users/me/profile",
      scopes: [`${MAIL}.metadata`],
      answer: { messagesTotal: 120, threadsTotal: 80, historyId: "9001" },
    },
    "list-labels": {
      route: "GET /gmail/v1/users/me/labels",
      scopes: [`${MAIL}.labels`],
      answer: { labels: [{ id: "INBOX", name: "INBOX", type: "system" }] },
    },
    "list-messages": {
      route: "GET /gmail/v1/users/me/messages",
      scopes: [`${MAIL}.readonly`],
      query: {
        maxResults: integer(1, 100, 20),
        labelIds: oneOf("INBOX", "UNREAD", "STARRED"),
        includeSpamTrash: flag(false),
      },
      answer: { messages: [{ id, threadId: id }], nextPageToken: "0123456789", resultSizeEstimate: 1 },
    },
    "list-threads": {
      route: "GET /gmail/v1/users/me/threads",
      scopes: [`${MAIL}.readonly`],
      query: { maxResults: integer(1, 100, 20) },
      answer: { threads: [{ id, snippet: "Hello there", historyId: "9001" }] },
    },
    "list-drafts": {
      route: "GET /gmail/v1/users/me/drafts",
      scopes: [`${MAIL}.readonly`],
      query: { maxResults: integer(1, 100, 20) },
      answer: { drafts: [{ id: "r42", message: { id, threadId: id } }], resultSizeEstimate: 1 },
    },
    "list-send-as-identities": {
      route: "GET /gmail/v1/users/me/settings/sendAs",
      scopes: [`${MAIL}.settings.basic`],
      answer: {
        sendAs: [{ displayName: "Sam", isPrimary: true, isDefault: true, verificationStatus: "accepted" }],
      },
    },
    "list-forwarding-addresses": {
      route: "GET /gmail/v1/users/me/settings/forwardingAddresses",
      scopes: [`${MAIL}.settings.basic`],
      reason: "mail addresses of other people",
      answer: {
        forwardingAddresses: [{ forwardingEmail: "sam@example.com", verificationStatus: "accepted" }],
      },
    },
    "list-filters": {
      route: "GET /gmail/v1/users/me/settings/filters",
      scopes: [`${MAIL}.settings.basic`],
      answer: {
        filter: [{ id: "ANe1Bmj", criteria: { subject: "invoice" }, action: { addLabelIds: ["STARRED"] } }],
      },
    },
    "create-draft": {
      route: "POST /gmail/v1/users/me/drafts",
      scopes: [`${MAIL}.compose`],
      reason: "writes a message that can be sent",
      body: { message: { raw } },
      answer: { id: "r43", message: { id, threadId: id } },
    },
    "send-message": {
      route: "POST /gmail/v1/users/me/messages/send",
      scopes: [`${MAIL}.send`],
      reason: "sends mail",
      body: { raw },
      answer: { id, threadId: id, labelIds: ["SENT"] },
    },
    "send-draft": {
      route: "POST /gmail/v1/users/me/drafts/send",
      scopes: [`${MAIL}.compose`],
      reason: "sends mail",
      body: { id: like("^r-?[0-9]{1,20}$", "r43") },
      answer: { id, threadId: id, labelIds: ["SENT"] },
    },
  },
};
