import { flag, like, oneOf, text } from "../inputs.ts";
import type { Product } from "../product.ts";

const AUTH = "https://www.googleapis.com/auth";
const spreadsheetId = like("^[A-Za-z0-9_-]{20,60}$", "1mHIWnDvW9cALRMq9OdNfRwjAthCUFUOACPp0Lkyl7b4");
const RANGE = "^[A-Za-z]{1,20}![A-Z]{1,3}[1-9][0-9]{0,5}:[A-Z]{1,3}[1-9][0-9]{0,5}$";
const range = like(RANGE, "Sheet!A1:B2");
const cells = { path: { spreadsheetId, range }, scopes: [`${AUTH}/spreadsheets`], reason: "changes cells" };
const valueInputOption = oneOf("RAW", "USER_ENTERED");
const rows = [[text(200, "Berlin")]] as const;
const found = "1mHIWnDvW9cALRMq9OdNfRwjAthCUFUOACPp0Lkyl7b4";

export const googleSheets: Product = {
  product: "Google Sheets API",
  publisher: "google",
  slug: "google-sheets-api",
  baseUrl: "https://sheets.googleapis.com",
  documentation: "developers.google.com",
  scopes: { [`${AUTH}/spreadsheets.readonly`]: "read", [`${AUTH}/spreadsheets`]: "both" },
  pagination: ["pageSize", 100],
  actions: {
    "get-spreadsheet": {
      route: "GET /v4/spreadsheets/{spreadsheetId}",
      scopes: [`${AUTH}/spreadsheets.readonly`],
      path: { spreadsheetId },
      query: { includeGridData: oneOf(false) },
      answer: {
        spreadsheetId: found,
        properties: { title: "Cities", timeZone: "Europe/Berlin" },
        sheets: [{ properties: { sheetId: 0, title: "Sheet", gridProperties: { rowCount: 100 } } }],
      },
    },
    "read-range": {
      route: "GET /v4/spreadsheets/{spreadsheetId}/values/{range}",
      scopes: [`${AUTH}/spreadsheets.readonly`],
      path: { spreadsheetId, range },
      query: {
        majorDimension: oneOf("ROWS", "COLUMNS"),
        valueRenderOption: oneOf("FORMATTED_VALUE", "UNFORMATTED_VALUE"),
      },
      answer: {
        range: "Sheet!A1:B2",
        majorDimension: "ROWS",
        values: [
          ["Berlin", "3700000"],
          ["Rome", "2800000"],
        ],
      },
    },
    "append-rows": {
      route: "POST /v4/spreadsheets/{spreadsheetId}/values/{range}:append",
      ...cells,
      query: { valueInputOption, insertDataOption: oneOf("INSERT_ROWS", "OVERWRITE") },
      body: { values: rows },
      answer: {
        spreadsheetId: found,
        tableRange: "Sheet!A1:B2",
        updates: { updatedRange: "Sheet!A3:A3", updatedRows: 1 },
      },
    },
    "overwrite-range": {
      route: "PUT /v4/spreadsheets/{spreadsheetId}/values/{range}",
      ...cells,
      query: { valueInputOption, includeValuesInResponse: flag(false) },
      body: { values: rows },
      answer: { updatedRange: "Sheet!A1:B2", updatedRows: 2, updatedCells: 4 },
    },
    "clear-range": {
      route: "POST /v4/spreadsheets/{spreadsheetId}/values/{range}:clear",
      ...cells,
      answer: { spreadsheetId: found, clearedRange: "Sheet!A1:B2" },
    },
    "update-ranges": {
      route: "POST /v4/spreadsheets/{spreadsheetId}/values:batchUpdate",
      ...cells,
      path: { spreadsheetId },
      body: { valueInputOption, data: [{ range, values: rows }] },
      answer: { spreadsheetId: found, totalUpdatedRows: 1, totalUpdatedCells: 1 },
    },
  },
};
