import { flag, integer, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

export const microsoftGraphMail: Product = {
  product: "Microsoft Graph Mail",
  publisher: "microsoft",
  slug: "microsoft-graph-mail",
  baseUrl: "https://graph.microsoft.com",
  documentation: "learn.microsoft.com",
  principal: { paths: ["/v1.0/me"] },
  scopes: { "User.Read": "read", "Mail.Read": "read", "Mail.Send": "write" },
  pagination: ["$top", 1000],
  actions: {
    "get-profile": {
      route: "GET /v1.0/me",
      scopes: ["User.Read"],
      answer: {
        id: "48d31887-5fad-4d73-a9f5-3c356e68a038",
        displayName: "Sam",
        jobTitle: "Auditor",
        preferredLanguage: "en-US",
      },
    },
    "list-messages": {
      route: "GET /v1.0/me/messages",
      scopes: ["Mail.Read"],
      query: {
        $top: integer(1, 100, 10),
        $orderby: oneOf("receivedDateTime desc"),
        $filter: oneOf("isRead eq false"),
      },
      answer: {
        value: [
          {
            id: "AAMkAGUAAAwTW09AAA",
            subject: "Hello",
            receivedDateTime: "2026-11-02T10:00:00Z",
            isRead: false,
          },
        ],
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/me/messages?$skip=10",
      },
    },
    "send-mail": {
      route: "POST /v1.0/me/sendMail",
      scopes: ["Mail.Send"],
      reason: "sends mail",
      body: {
        message: {
          subject: text(200, "Hello"),
          body: { contentType: oneOf("Text"), content: text(4000, "Hello there") },
          toRecipients: [
            {
              emailAddress: {
                address: like("^[a-z0-9.]{1,40}@[a-z0-9-]{1,40}\\.[a-z]{2,10}$", "sam@contoso.example"),
              },
            },
          ],
        },
        saveToSentItems: flag(),
      },
      unlisted: ["message.toRecipients[].emailAddress.address"],
      status: 202,
      answer: undefined,
    },
  },
};
