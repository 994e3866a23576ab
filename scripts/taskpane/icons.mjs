// The icons of the task pane, drawn here so that no picture has to be kept: a hub with its partners, white on teal.

import { deflateSync } from 'node:zlib';

/** The sizes that Excel and browsers ask for, in pixels. */
export const SIZES = [16, 20, 24, 32, 40, 48, 64, 80, 128];

const TEAL = [0x1f, 0x5c, 0x66];
const WHITE = [255, 255, 255];
/** Each pixel is looked at this many times in both directions, so that edges are smooth. */
const FINE = 8;

const HUB = { x: 0.5, y: 0.52, r: 0.15 };
const PARTNERS = [
  { x: 0.22, y: 0.27, r: 0.095 },
  { x: 0.78, y: 0.27, r: 0.095 },
  { x: 0.5, y: 0.85, r: 0.095 },
];
const CORNER = 0.2;
const LINE = 0.035;

/** Whether a point of the unit square lies in the rounded square. */
function inside(x, y) {
  const dx = Math.max(CORNER - x, x - (1 - CORNER), 0);
  const dy = Math.max(CORNER - y, y - (1 - CORNER), 0);
  return Math.hypot(dx, dy) <= CORNER;
}

/** How far a point is from the line between two circles. */
function fromLine(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

const isWhite = (x, y) =>
  [HUB, ...PARTNERS].some((circle) => Math.hypot(x - circle.x, y - circle.y) <= circle.r) ||
  PARTNERS.some((partner) => fromLine(x, y, HUB, partner) <= LINE);

/** One icon as the bytes of a PNG file. */
export function iconPng(size) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let [covered, white] = [0, 0];
      for (let step = 0; step < FINE * FINE; step++) {
        const x = (column + ((step % FINE) + 0.5) / FINE) / size;
        const y = (row + (Math.floor(step / FINE) + 0.5) / FINE) / size;
        if (!inside(x, y)) continue;
        covered++;
        if (isWhite(x, y)) white++;
      }
      const share = covered === 0 ? 0 : white / covered;
      const at = row * (size * 4 + 1) + 1 + column * 4;
      TEAL.forEach((value, index) => {
        rows[at + index] = Math.round(value + (WHITE[index] - value) * share);
      });
      rows[at + 3] = Math.round((255 * covered) / (FINE * FINE));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits each of red, green, blue and opacity
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
