// SPDX-License-Identifier: EUPL-1.2
// axe.mjs - every page of a site in headless Chromium: what axe-core finds of WCAG 2.1 A and AA, and pictures of it.
// Usage: node axe.mjs FOLDER AXE.JS [PICTURES]   AXE_SHEETS: style sheets that a page has; 2, as those of a site.  A line for each violation; the last one counts pages and violations.
// The folder is served on loopback, at a port that the kernel gives; Chromium is driven through a pipe.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

const [folder, axeFile, pictures] = process.argv.slice(2);
const sheets = Number(process.env.AXE_SHEETS ?? 2);
const axe = readFileSync(axeFile, 'utf8');
const types = { '.html': 'text/html', '.css': 'text/css', '.xml': 'application/xml', '.pdf': 'application/pdf', '.txt': 'text/plain' };
const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).sort();

const server = createServer((request, response) => {
	try {
		const path = join('/', decodeURIComponent(new URL(request.url, 'http://x').pathname));
		response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
		response.end(readFileSync(join(folder, path)));
	} catch {
		response.statusCode = 404;
		response.end();
	}
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${server.address().port}/`;

const profile = mkdtempSync(join(tmpdir(), 'axe-'));
const browser = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
	'--hide-scrollbars', '--no-first-run', `--user-data-dir=${profile}`, '--remote-debugging-pipe'],
	{ stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const waiting = new Map();
const events = [];
let rest = '';
let last = 0;
browser.stdio[4].on('data', (bytes) => {
	const parts = (rest + bytes.toString('utf8')).split('\0');
	rest = parts.pop();
	for (const part of parts) {
		const message = JSON.parse(part);
		if (message.id !== undefined) {
			const { done, fail } = waiting.get(message.id);
			waiting.delete(message.id);
			message.error ? fail(new Error(message.error.message)) : done(message.result);
		} else {
			for (const event of events.filter((x) => x.method === message.method)) {
				events.splice(events.indexOf(event), 1);
				event.done(message.params);
			}
		}
	}
});
function call(method, params = {}, sessionId = undefined) {
	return new Promise((done, fail) => {
		waiting.set(++last, { done, fail });
		browser.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
	});
}
const once = (method) => new Promise((done) => events.push({ method, done }));

let violations = 0;
const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
const page = (method, params) => call(method, params, sessionId);
await page('Page.enable');
await page('Page.setBypassCSP', { enabled: true });
if (pictures !== undefined)
	mkdirSync(pictures, { recursive: true });
for (const name of pages) {
	for (const width of [1280, 375]) {
		await page('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 });
		const loaded = once('Page.loadEventFired');
		await page('Page.navigate', { url: base + name });
		await loaded;
		await page('Runtime.evaluate', { expression: axe });
		const { result, exceptionDetails } = await page('Runtime.evaluate', {
			expression: `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then((r) => JSON.stringify(
				{ sheets: document.styleSheets.length, passes: r.passes.length, wide: document.documentElement.scrollWidth > innerWidth,
				  v: r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')) }))`,
			awaitPromise: true,
			returnByValue: true,
		});
		const said = exceptionDetails === undefined ? JSON.parse(result.value) : { v: ['axe did not run'] };
		if (said.sheets !== sheets)
			said.v.push('its style sheets were not loaded');
		if (said.wide)
			said.v.push('it is wider than the screen');
		if (!(said.passes > 0))
			said.v.push('nothing was looked at');
		violations += said.v.length;
		for (const one of said.v)
			console.log(`${name} at ${width}: ${one}`);
		if (pictures !== undefined) {
			const { data } = await page('Page.captureScreenshot', { captureBeyondViewport: true });
			writeFileSync(join(pictures, `${name.replaceAll('/', '-')}-${width}.png`), Buffer.from(data, 'base64'));
		}
	}
	if (pictures !== undefined) {
		const { data } = await page('Page.printToPDF', { preferCSSPageSize: true });
		writeFileSync(join(pictures, `${name.replaceAll('/', '-')}.pdf`), Buffer.from(data, 'base64'));
	}
}
console.log(`pages=${pages.length} violations=${violations}`);
await call('Browser.close').catch(() => {});
server.close();
browser.kill();
await new Promise((done) => (browser.exitCode === null && browser.signalCode === null ? browser.on('exit', done) : done()));
// What it started may write a moment longer than it lives itself.
rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
process.exit(violations === 0 && pages.length !== 0 ? 0 : 1);
