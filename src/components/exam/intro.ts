import type { ExamLength } from '../../progress/exam.ts';
import type { Language } from '../../lab/protocol.ts';
import { randomSeed, readSeed } from '../drill/seeds.ts';
import { h } from '../lab/dom.ts';
import { examTexts } from './texts.ts';

/**
 * Where length and seed are chosen. The page's address carries both (`?seed=abc&length=short`), so that
 * it can be handed on.
 */
export function examIntro(
  language: Language,
  begin: (seed: string, length: ExamLength) => void,
): HTMLFormElement {
  const texts = examTexts(language);
  const address = new URL(location.href);
  const asked = address.searchParams.get('length') === 'full' ? 'full' : 'short';
  const choice = (length: ExamLength) =>
    h(
      'label',
      {},
      h('input', { type: 'radio', name: 'length', value: length, checked: length === asked }),
      texts[length],
    );
  const seed = h('input', {
    name: 'seed',
    value: readSeed(address.searchParams.get('seed') ?? '') ?? randomSeed(),
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    size: '12',
    maxlength: '20',
    'aria-describedby': 'exam-seed-help',
  });
  const problem = h('p', { class: 'exam-problem', role: 'alert' });
  const another = h('button', { type: 'button', class: 'button' }, texts.newSeed);
  const form = h(
    'form',
    { class: 'exam-intro not-content', 'aria-label': texts.setUp },
    h('fieldset', {}, h('legend', {}, texts.length), choice('short'), choice('full')),
    h('label', { class: 'exam-seed' }, texts.seed, seed, another),
    h('p', { id: 'exam-seed-help' }, texts.seedHelp),
    problem,
    h('p', {}, h('button', { class: 'button primary' }, texts.begin)),
  );
  const length = () => (new FormData(form).get('length') === 'full' ? 'full' : 'short');
  const told = () => {
    const value = readSeed(seed.value);
    if (value === undefined) return undefined;
    address.searchParams.set('seed', value);
    address.searchParams.set('length', length());
    history.replaceState(history.state, '', address);
    problem.textContent = '';
    seed.removeAttribute('aria-invalid');
    return value;
  };
  // As it is typed: a complaint that went with the focus would move the button from under the pointer.
  form.addEventListener('input', told);
  another.addEventListener('click', () => {
    seed.value = randomSeed();
    told();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = told();
    if (value !== undefined) {
      begin(value, length());
      return;
    }
    problem.textContent = texts.badSeed;
    seed.setAttribute('aria-invalid', 'true');
    seed.focus();
  });
  return form;
}
