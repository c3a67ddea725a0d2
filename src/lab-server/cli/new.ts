import { scaffold } from '../authoring/scaffold.ts';
import { root } from '../scenarios.ts';
import { say } from './print.ts';

/** `lab new <id>`: begins a scenario. */
export async function create(id: string): Promise<void> {
  const paths = await scaffold(root, id);
  say({ en: `src/content/scenarios/${id}/`, zh: `src/content/scenarios/${id}/` });
  for (const path of paths) say(`  ${path}`);
  say('');
  say({
    en: `It works as it stands. Replace every TODO; then:\n  npm run lab -- lint ${id}      what is still missing\n  npm run lab -- verify ${id}    whether the check judges every answer rightly`,
    zh: `它现在就能运行。请替换每个 TODO，然后：\n  npm run lab -- lint ${id}      还缺什么\n  npm run lab -- verify ${id}    检查对每个答案的判断是否正确`,
  });
}
