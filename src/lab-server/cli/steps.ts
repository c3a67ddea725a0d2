import { deleteKindCluster } from '../kind/provider.ts';
import { readText } from '../scenarios.ts';
import { forgetOpenLab, writeOpenLab } from '../state.ts';
import { withOpenLab } from './open.ts';
import { languageOf, printReport, printable, progress, say } from './print.ts';
import { sections } from './text.ts';

/** `lab check`. @returns the exit code: 0 pass, 1 fail, 2 no verdict */
export function check(json: boolean): Promise<number> {
  return withOpenLab(async (opened, lab) => {
    progress({ en: 'Checking, from every node', zh: '正在从每个节点检查' });
    const report = await opened.check();
    if (json) say(JSON.stringify(report, null, 2));
    else printReport(report);
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
    await opened.reset(progress);
    await writeOpenLab(settings, { ...lab, hints: 0 });
    say({ en: 'The broken state is back.', zh: '故障状态已恢复。' });
  });
}

/** `lab stop`: a kind cluster is deleted (unless `keep`), an embedded one ends with its process. */
export function stop(keep: boolean): Promise<void> {
  return withOpenLab(async (opened, lab, settings) => {
    if (lab.on === 'embedded') {
      if (lab.pid !== undefined) process.kill(lab.pid, 'SIGTERM');
    } else if (lab.on === 'kind' && !keep) {
      progress({
        en: `Deleting the kind cluster ${settings.clusterName}`,
        zh: `正在删除 kind 集群 ${settings.clusterName}`,
      });
      await deleteKindCluster(settings);
    } else {
      await opened.stop(progress);
    }
    await forgetOpenLab(settings);
    say({ en: 'The lab is closed.', zh: '实验已关闭。' });
  });
}
