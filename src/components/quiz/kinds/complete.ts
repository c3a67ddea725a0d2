import { languageOf } from './kind.ts';
import type { Kind } from './kind.ts';
import type { Filled } from '../meaning/meaning.ts';
import { say } from '../strings.ts';

interface Data extends Filled {
  answers: { fill: string[]; correct: boolean }[];
}

/** Fill in the blanks. The code that compares by meaning is loaded when first needed. */
export const complete: Kind = {
  read(field) {
    const values = blanks(field).map((blank) => blank.value);
    return values.every((value) => value.trim() === '') ? undefined : values;
  },
  write(field, given) {
    blanks(field).forEach((blank, at) => {
      blank.value = given[at] ?? '';
    });
  },
  async judge(field, given) {
    const { judge } = await import('../meaning/meaning.ts');
    const data = JSON.parse(field.querySelector('script')!.textContent) as Data;
    const fills = data.answers.map((answer) => answer.fill);
    const judgement = judge(data, given, fills);
    const problem = field.querySelector<HTMLElement>('.problem')!;
    const shown = judgement.kind === 'means' ? String(judgement.answer) : 'otherwise';
    for (const why of field.querySelectorAll<HTMLElement>('[data-answer]')) {
      why.hidden = why.dataset['answer'] !== shown;
    }
    problem.hidden = judgement.kind !== 'unreadable';
    if (judgement.kind === 'unreadable') {
      problem.textContent = say('unreadable', languageOf(field), { message: judgement.message });
    }
    const right = judgement.kind === 'means' && data.answers[judgement.answer]!.correct;
    field.querySelector<HTMLElement>('.solution')!.hidden = right;
    return right;
  },
};

function blanks(field: HTMLElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...field.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-blank]')];
}
