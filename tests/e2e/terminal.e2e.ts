import { expect, test } from '@playwright/test';
import { LabPage } from './lab-page.ts';

/** The terminal of a lab under a person's fingers. */
test.use({ viewport: { width: 1600, height: 1000 } });

let lab: LabPage;

test.beforeEach(async ({ page }) => {
  lab = new LabPage(page);
  await lab.open('wrong-target-port');
  await lab.start();
});

test('history, completion, and Ctrl-C out of a watch', async () => {
  await lab.run('echo one');
  await lab.run('echo two');
  let prompt = await lab.clear();
  await lab.press('ArrowUp', 'ArrowUp');
  await lab.shows(`${prompt} echo one`);
  await lab.press('Enter');
  expect(await lab.prompted(prompt)).toBe(`${prompt} echo one\none\n${prompt}`);

  prompt = await lab.clear();
  await lab.type('kubectl get end');
  await lab.press('Tab');
  await lab.shows('kubectl get endpoints');
  // Two names begin like that: a second Tab lists them.
  await lab.press('Tab');
  await lab.shows(/endpoints\s+endpointslices/);
  await lab.type('lices ');
  await lab.press('Tab');
  await lab.shows(/kubectl get endpointslices(\.\S+)? web-\w+/);
  await lab.press('Control+c');
  await lab.prompted(prompt);

  prompt = await lab.clear();
  await lab.type('kubectl get pods -w');
  await lab.press('Enter');
  await lab.shows(/client +1\/1 +Running/);
  await lab.press('Control+c');
  expect(await lab.prompted(prompt)).toContain('^C');
  expect(await lab.run('echo $?')).toContain('\n130\n');
});

test('loops, pipes and several lines at once', async () => {
  expect(await lab.run('for i in $(seq 1 3); do echo "try $i"; done')).toContain('try 1\ntry 2\ntry 3\n');
  const pods = await lab.run("kubectl get pods --no-headers | grep ^web | awk '{print $1, $3}'");
  expect(pods.match(/\nweb-\S+ Running/g)).toHaveLength(3);
  expect(await lab.run('kubectl get service web -o json | jq -c .spec.ports[0].targetPort')).toContain(
    '\n9090\n',
  );

  const prompt = await lab.clear();
  await lab.paste('for name in web nobody; do\n  kubectl get service $name -o name\ndone\necho all of it\n');
  await lab.press('Enter');
  await lab.shows('all of it\n');
  const screen = await lab.prompted(prompt);
  expect(screen).toContain('\nservice/web\n');
  expect(screen).toContain('Error from server (NotFound): services "nobody" not found');
});

test('a shell in a Pod, and in a Pod of its own that goes with it', async () => {
  const prompt = await lab.clear();
  await lab.type('kubectl exec -it client -- sh');
  await lab.press('Enter');
  await lab.shows(/\n\/ #$/);
  await lab.type('hostname; echo $(( 6 * 7 ))');
  await lab.press('Enter');
  await lab.shows(/\nclient\n42\n\/ #$/);
  await lab.type('exit');
  await lab.press('Enter');
  await lab.prompted(prompt);

  await lab.clear();
  await lab.type('kubectl run -it --rm --restart=Never tmp --image=busybox:1.36 -- sh');
  await lab.press('Enter');
  // Its prompt was written before kubectl was there to read it, as kubectl says.
  await lab.shows("If you don't see a command prompt, try pressing enter.");
  await lab.press('Enter');
  await lab.shows(/\/ #$/);
  await lab.type('nslookup web.shop.svc.cluster.local | tail -n 3');
  await lab.press('Enter');
  await lab.shows(/Address: 10\.96\.\d+\.\d+\s+\/ #$/);
  await lab.type('exit');
  await lab.press('Enter');
  expect(await lab.prompted(prompt)).toContain('pod "tmp" deleted');
  expect(await lab.run('kubectl get pod tmp')).toContain('pods "tmp" not found');
});

test('kubectl edit opens an editor; what is saved there is applied', async ({ page }) => {
  const prompt = await lab.clear();
  await lab.type('kubectl edit service web');
  await lab.press('Enter');
  const dialog = page.getByRole('dialog');
  const editor = dialog.getByRole('textbox');
  await expect(editor).toContainText('targetPort: 9090');
  await editor.getByText('targetPort: 9090').click();
  await lab.press('End', ...Array<string>(4).fill('Backspace'));
  await lab.type('8080');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  expect(await lab.prompted(prompt)).toContain('service/web edited');
  expect(await lab.check()).toBe('pass');

  const cancelled = await lab.clear();
  await lab.type('kubectl edit service web');
  await lab.press('Enter');
  await expect(dialog.getByRole('textbox')).toContainText('targetPort: 8080');
  await dialog.getByRole('button', { name: 'Close without saving' }).click();
  expect(await lab.prompted(cancelled)).toContain('Edit cancelled, no changes made.');
});

test("the debugging flow's loops: by the Service's address, and by each endpoint's", async () => {
  const service = await lab.run(`kubectl get service web -o jsonpath='{.spec.clusterIP}{"\\n"}'`);
  const clusterIP = /^10\.96\.\S+$/m.exec(service)![0];
  const slice = await lab.run('kubectl get endpointslices');
  const endpoints = [...slice.matchAll(/10\.244\.\d+\.\d+/g)].map(([ip]) => `${ip}:8080`);
  expect(endpoints).toHaveLength(3);

  const prompt = await lab.clear();
  await lab.type('kubectl exec -it client -- sh');
  await lab.press('Enter');
  await lab.shows(/\n\/ #$/);
  // As in the text, line by line, so that the shell asks for more.
  const loop = async (...lines: string[]) => {
    await lab.press('Control+l');
    await lab.shows(/^\/ #$/);
    for (const line of lines) {
      await lab.type(line);
      await lab.press('Enter');
    }
    // The answers end without a line break, and so the prompt follows at once.
    await lab.shows(/\n> done\n[^]*\/ #$/);
    return lab.screen();
  };
  const refused = await loop('for i in $(seq 1 3); do', `wget -qO- ${clusterIP}`, 'done');
  expect(refused.match(/Connection refused/g)).toHaveLength(3);
  const answered = await loop(`for ep in ${endpoints.join(' ')}; do`, 'wget -qO- $ep', 'done');
  expect(new Set(answered.match(/web-[a-z0-9]+-[a-z0-9]{5}/g))).toHaveProperty('size', 3);
  await lab.type('exit');
  await lab.press('Enter');
  await lab.prompted(prompt);
});
