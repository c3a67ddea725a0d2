import { changes } from '../../checker/changes.ts';
import { deleteKindCluster, kindClusterExists } from '../kind/provider.ts';
import { readText } from '../scenarios.ts';
import { endServed } from '../served.ts';
import { readSettings, type Settings } from '../settings.ts';
import { forgetOpenLab, readOpenLab, writeOpenLab, type OpenLab } from '../state.ts';
import { UsageError, withOpenLab } from './open.ts';
import { languageOf, printChanges, printReport, printable, progress, say, t } from './print.ts';
import { sayReady } from './start.ts';
import { sections } from './text.ts';

/** `lab check`. @returns the exit code: 0 pass, 1 fail, 2 no verdict */
export function check(json: boolean): Promise<number> {
  return withOpenLab(async (opened, lab, settings) => {
    progress({ en: 'Checking, from every node', zh: '正在从每个节点检查' });
    const report = await opened.check();
    const since = lab.last ? changes(lab.last, report).filter(({ kind }) => kind === 'broke') : [];
    // What could not be looked at says nothing to compare with.
    if (report.verdict !== 'error') await writeOpenLab(settings, { ...lab, last: report });
    if (json) say(JSON.stringify({ ...report, broken: since }, null, 2));
    else printReport(report);
    if (!json && lab.last) printChanges(lab.last, since);
    if (report.verdict === 'pass' && !json) {
      say('');
      say(sections(await readText(lab.scenario, languageOf())).debrief);
    }
    return { pass: 0, fail: 1, error: 2 }[report.verdict];
  });
}

/** `lab hint`: one more each time, from vague to precise. */
export function hint(): Promise<void> {
  return withOpenLab(async (_opened, lab, settings) => {
    const { hints } = sections(await readText(lab.scenario, languageOf()));
    const shown = Math.min(lab.hints + 1, hints.length);
    say({ en: `Hint ${shown} of ${hints.length}`, zh: `提示 ${shown}/${hints.length}` });
    say(hints[shown - 1] ?? '');
    await writeOpenLab(settings, { ...lab, hints: shown });
  });
}

/** `lab solve`: applies one right answer and shows it. */
export function solve(): Promise<void> {
  return withOpenLab(async (opened) => {
    const { script, output } = await opened.solve();
    say(script.trimEnd());
    say('');
    say(printable(output).trimEnd());
    say('');
    say({ en: 'See that it passes: npm run lab -- check', zh: '看它通过检查：npm run lab -- check' });
  });
}

/** `lab reset`: the broken state once more. */
export function reset(): Promise<void> {
  return withOpenLab(async (opened, lab, settings) => {
    const started = performance.now();
    await opened.reset(progress);
    sayReady(performance.now() - started);
    const { last: _, ...kept } = lab;
    await writeOpenLab(settings, { ...kept, hints: 0 });
    say({ en: 'The broken state is back.', zh: '故障状态已恢复。' });
  });
}

/**
 * `lab stop`: a kind cluster is deleted (unless `keep`), an embedded one ends with its process, and any
 * other is left as it was before. Also without an open lab, a kind cluster of the labs' is deleted: the
 * page leaves one behind, and so does `keep`.
 */
export async function stop(keep: boolean): Promise<void> {
  const settings = readSettings();
  const lab = await readOpenLab(settings);
  if (lab?.on === 'embedded') await endServed(lab);
  if (lab && lab.on !== 'embedded' && (lab.on === 'kubeconfig' || keep))
    await withOpenLab((opened) => opened.stop(progress));
  const deleted = !keep && (await deleteKind(settings, lab));
  await forgetOpenLab(settings);
  if (!lab && !deleted) {
    throw new UsageError(
      t({
        en: 'No lab is open, and no cluster of the labs is left.',
        zh: '没有打开的实验，也没有留下实验用的集群。',
      }),
    );
  }
  say({ en: 'The lab is closed.', zh: '实验已关闭。' });
}

/** @returns whether there was one */
async function deleteKind(settings: Settings, lab: OpenLab | undefined): Promise<boolean> {
  try {
    if (!(await kindClusterExists(settings))) return false;
  } catch (error) {
    // Without kind, or without Docker, there is no cluster; but an open lab says that there was one.
    if (lab?.on === 'kind') throw error;
    return false;
  }
  // What a scenario started on this machine ends with it; what is on the nodes goes with the nodes.
  if (lab?.on === 'kind') await withOpenLab((opened) => opened.release()).catch(() => {});
  progress({
    en: `Deleting the kind cluster ${settings.clusterName}`,
    zh: `正在删除 kind 集群 ${settings.clusterName}`,
  });
  await deleteKindCluster(settings);
  return true;
}
