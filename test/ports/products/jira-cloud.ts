import { integer, like, oneOf, text, wordsOf } from "../inputs.ts";
import type { Product } from "../product.ts";

const KEY = "^[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,6}$";

export const jiraCloud: Product = {
  product: "Jira Cloud REST API",
  publisher: "atlassian",
  slug: "jira-cloud-rest-api",
  baseUrl: "https://your-domain.atlassian.net",
  documentation: "developer.atlassian.com",
  scopes: { "read:jira-work": "read", "write:jira-work": "write" },
  pagination: ["maxResults", 100],
  notCredentials: ["nextPageToken"],
  actions: {
    "search-issues": {
      route: "GET /rest/api/3/search/jql",
      scopes: ["read:jira-work"],
      query: {
        jql: like(
          "^project = [A-Z]{2,10} AND status = '[A-Za-z ]{1,40}'$",
          "project = ED AND status = 'In Progress'",
        ),
        maxResults: integer(1, 100, 20),
        fields: wordsOf("summary", "status", "priority"),
      },
      answer: { issues: [{ id: "10002", key: "ED-1", fields: { summary: "Crash on start" } }], isLast: true },
    },
    "get-issue": {
      route: "GET /rest/api/3/issue/{issueIdOrKey}",
      scopes: ["read:jira-work"],
      path: { issueIdOrKey: like(KEY, "ED-1") },
      query: { fields: wordsOf("summary", "status", "priority") },
      answer: {
        id: "10002",
        key: "ED-1",
        fields: { summary: "Crash on start", status: { name: "In Progress" } },
      },
    },
    "create-issue": {
      route: "POST /rest/api/3/issue",
      scopes: ["write:jira-work"],
      reason: "adds work that people see",
      body: {
        fields: {
          project: { key: like("^[A-Z][A-Z0-9]{1,9}$", "ED") },
          issuetype: { name: oneOf("Task", "Bug", "Story") },
          summary: text(200, "Crash on start"),
          description: {
            type: oneOf("doc"),
            version: oneOf(1),
            content: [
              {
                type: oneOf("paragraph"),
                content: [{ type: oneOf("text"), text: text(2000, "It crashes.") }],
              },
            ],
          },
        },
      },
      status: 201,
      answer: { id: "10003", key: "ED-2", self: "https://your-domain.atlassian.net/rest/api/3/issue/10003" },
    },
  },
};
