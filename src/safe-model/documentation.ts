/**
 * Whether a text is an address of the API's documentation. What the URL parser makes of it must be
 * what the reader sees: https, no port, no user, nothing rewritten.
 */
export function isDocumentation(text: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(text) || /[^\u0021-\u007e]|[()[\]<>"'`\\|^]/.test(text) || text.length > 500) {
    return false;
  }
  const { protocol, host, username, password } = new URL(text);
  return (
    protocol === "https:" &&
    username === "" &&
    password === "" &&
    hosts.includes(host) &&
    text.startsWith(`https://${host}/`)
  );
}
