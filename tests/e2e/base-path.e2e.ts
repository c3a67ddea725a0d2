import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page.ts';

/** The site as an instructor hands it on: built for a folder, on a host that serves files and no more. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const base = '/course/';
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

let folder: string;
let server: Server;
let origin: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = await mkdtemp(join(tmpdir(), 'service-clinic-course-'));
  const astro = join(root, 'node_modules/astro/bin/astro.mjs');
  await promisify(execFile)(
    join(root, 'node_modules/.bin/node'),
    [astro, 'build', '--silent', '--outDir', folder],
    {
      cwd: root,
      env: { ...process.env, BASE: base },
    },
  );
  server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url!, 'http://host').pathname));
    const file = join(folder, path.slice(base.length), path.endsWith('/') ? 'index.html' : '');
    void (path.startsWith(base) ? readFile(file) : Promise.reject(new Error('outside'))).then(
      (body) =>
        response
          .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
          .end(body),
      () => response.writeHead(404).end('Not found'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('front door, lesson, quiz and a lab work below a folder', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    // On a loopback host the page asks whether there is a lab server. Here is none.
    if (response.status() >= 400 && path !== '/api/lab/kinds') missing.push(path);
  });
  await page.goto(`${origin}${base}`);
  await expect(page).toHaveURL(`${origin}${base}en/`);
  await page.getByRole('link', { name: 'Go to the labs' }).click();
  await page.getByRole('link', { name: 'Endpoints are there, and still refused' }).click();
  await expect(page).toHaveURL(`${origin}${base}en/labs/wrong-target-port/`);

  const lab = new LabPage(page);
  await lab.start();
  await lab.run(`kubectl patch service web -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'`);
  expect(await lab.check()).toBe('pass');

  await page.goto(`${origin}${base}en/services/ports/`);
  await expect(page.getByText('✓ passed').filter({ visible: true })).toHaveCount(1);
  const question = page.getByRole('group', { name: /Write the command/ });
  await question.getByRole('textbox').fill('get -n shop endpointslices -l kubernetes.io/service-name=web');
  await question.getByRole('button', { name: 'Check' }).click();
  await expect(question.getByRole('status')).toHaveText('Right');
  await page.getByRole('link', { name: '中文' }).first().click();
  await expect(page).toHaveURL(`${origin}${base}zh/services/ports/`);
  expect(missing).toEqual([]);
});
