// Reads a letter from stdin with the two mail parsers of npm and prints what each of them saw.
import { simpleParser } from "mailparser";
import PostalMime from "postal-mime";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const source = Buffer.concat(chunks);

const file = (name, type, content) => ({ name, type, content: Buffer.from(content).toString("base64") });

const postal = await PostalMime.parse(source);
const nodemailer = await simpleParser(source, { skipHtmlToText: true });

process.stdout.write(JSON.stringify({
  "postal-mime": {
    subject: postal.subject,
    to: (postal.to ?? []).map((person) => person.address),
    text: postal.text,
    html: postal.html ?? null,
    headers: postal.headers.map((header) => header.key),
    files: postal.attachments.map((item) => file(item.filename, item.mimeType, item.content)),
  },
  mailparser: {
    subject: nodemailer.subject,
    to: (nodemailer.to?.value ?? []).map((person) => person.address),
    text: nodemailer.text,
    html: nodemailer.html || null,
    headers: [...nodemailer.headers.keys()],
    files: nodemailer.attachments.map((item) => file(item.filename, item.contentType, item.content)),
  },
}));
