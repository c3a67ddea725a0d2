import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { hasKubectl, standInMachine, type Machine } from '../kind/stand-in.ts';
import { LabPage } from './lab-page.ts';

/** A lab on kind in the page: a server of its own, on a machine whose docker and kind are stand-ins. */
const root = fileURLToPath(new URL('../..', import.meta.url));

let machine: Machine;
let server: ChildProcess;
let origin: string;

test.beforeAll(async () => {
  machine = await standInMachine();
  server = spawn(
    join(root, 'node_modules/.bin/node'),
    ['--import', './scripts/register.mjs', 'scripts/start.ts'],
    {
      cwd: root,
      // A home of its own: no one's .bashrc changes the prompt.
      env: {
        ...process.env,
        ...machine.env,
        HOME: machine.env['STAND_IN_STATE'],
        SHELL: '/bin/bash',
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let said = '';
  for await (const chunk of server.stdout!) {
    said += String(chunk);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
    if (address) {
      origin = address[0];
      break;
    }
  }
  expect(origin, said).toBeDefined();
});

test.afterAll(async () => {
  if (server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  }
  await machine.close();
});

test('a lab on kind in the page, with the real kubectl in a real shell', async ({ page }) => {
  test.skip(!(await hasKubectl()), 'needs a kubectl of 1.31 or later on PATH');
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await lab.open('wrong-target-port', origin);
  await lab.panel.getByRole('radio', { name: 'kind on this machine' }).check();
  const progress: string[] = [];
  await page.exposeFunction('noteProgress', (text: string) => progress.push(text));
  await lab.panel.getByRole('status').evaluate((status) => {
    const { noteProgress } = globalThis as unknown as { noteProgress(text: string): void };
    new MutationObserver(() => noteProgress(status.textContent)).observe(status, { childList: true });
  });
  await lab.start();
  expect(progress.length).toBeGreaterThan(3);
  expect(progress.join('\n')).toContain('Planting the fault');

  // The shell is bash on a terminal of the page's size, and kubectl the one of this machine.
  expect(await lab.run('echo "$BASH $(tty) $(type -P kubectl)"')).toMatch(
    /\n\/bin\/bash \/dev\/pts\/\d+ \/\S+kubectl\n/,
  );
  expect(await lab.run('kubectl config current-context')).toContain('\nkind-service-clinic\n');
  const pods = await lab.run('kubectl get pods --no-headers');
  expect(pods.match(/\nweb-\S+ +1\/1 +Running/g)).toHaveLength(3);
  expect(await lab.run('kubectl exec client -- wget -qO- -T 3 http://web')).toContain('Connection refused');
  expect(await lab.check()).toBe('fail');
  await expect(lab.finding('kube-proxy')).toContainText('Connection refused');

  await lab.run(`kubectl patch service web -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'`);
  expect(await lab.check()).toBe('pass');

  // A shell that someone leaves is followed by another one.
  await lab.run('left=yes');
  await lab.run('exit');
  expect(await lab.run('echo "left: ${left:-no}"')).toContain('\nleft: no\n');
  await lab.button('Stop').click();
  await expect(lab.button('Start lab')).toBeVisible();
});
