/** First names of nobody in particular. */
const GIVEN = `Ava Ben Carla Dev Elin Farid Greta Hugo Ines Jonas Kaia Luca Mira Noor Otis Petra Quinn Rafael
  Sana Timo Ulla Vera Wanda Xenia Yara Zeno`.split(/\s+/);
const FAMILY = `Lindqvist Okafor Moreau Castellan Haugen Ibarra Jankowski Keller Laurent Mbeki Novak Oliveira
  Petrov Quispe Rossi Sandoval Takeda Urquhart Varga Weller Yilmaz Zielinski Almeida Bergstrom`.split(/\s+/);

/** Invented words of a name, one after the other, each different: first names, or family names. */
export function* inventedWords(isGiven: boolean): Generator<string> {
  const words = isGiven ? GIVEN : FAMILY;
  for (const tail of tails()) {
    for (const word of words) {
      yield word + tail;
    }
  }
}

/** Invented addresses at a domain of nobody (RFC 2606), one after the other, each different. */
export function* inventedAddresses(): Generator<string> {
  for (let round = 0; ; round++) {
    for (const [index, given] of GIVEN.entries()) {
      const family = FAMILY[(index + round) % FAMILY.length] ?? "";
      const tail = round < FAMILY.length ? "" : String(round);
      yield `${given}.${family}${tail}@example.com`.toLowerCase();
    }
  }
}

/** Addresses of documentation: RFC 5737, RFC 3849; where they run out, those of benchmarks: RFC 2544. */
export function* inventedHosts(isLong: boolean): Generator<string> {
  for (let count = 1; isLong; count++) {
    yield `2001:db8::${count.toString(16)}`;
  }
  for (const net of ["192.0.2", "198.51.100", "203.0.113"]) {
    for (let host = 1; host < 255; host++) {
      yield `${net}.${host}`;
    }
  }
  for (let count = 0; count < 2 ** 17; count++) {
    yield `198.${18 + (count >> 16)}.${(count >> 8) & 255}.${count & 255}`;
  }
}

/** Days of the year 2000 and after. */
export function* inventedDays(): Generator<string> {
  for (let day = 1; ; day++) {
    yield new Date(Date.UTC(2000, 0, day)).toISOString().slice(0, 10);
  }
}

/** Nothing, then a, b, … z, aa, … */
function* tails(): Generator<string> {
  yield "";
  for (let count = 0; ; count++) {
    let tail = "";
    for (let left = count + 1; left > 0; left = Math.floor((left - 1) / 26)) {
      tail = String.fromCharCode(97 + ((left - 1) % 26)) + tail;
    }
    yield tail;
  }
}
