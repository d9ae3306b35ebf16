/** Whether a variable's name says that its value is secret; PUBLIC and PUBLISHABLE say that it isn't. */
export function looksSecret(name: string): boolean {
  return /(KEYS?|SECRETS?|TOKEN|PASSWORDS?|PASSWD)(_|$)/i.test(name) && !/PUBLIC|PUBLISHABLE/i.test(name);
}

/** Whether a value is a secret whatever its name: a private key, or an address with a password in it. */
export function holdsSecret(value: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) || /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i.test(value);
}
