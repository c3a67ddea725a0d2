import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours from editor.css, where they follow the page's theme. */
const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--editor-comment)' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--editor-key)' },
  { tag: [tags.string, tags.content], color: 'var(--editor-value)' },
  { tag: [tags.keyword, tags.typeName, tags.labelName, tags.meta], color: 'var(--editor-mark)' },
]);

/** CodeMirror on an element. Only the editor dialog loads this file. */
export function openEditor(
  parent: HTMLElement,
  name: string,
  text: string,
  save: () => void,
): { text(): string; focus(): void; destroy(): void } {
  const isYaml = /\.ya?ml$/i.test(name) || /^\s*(#.*\n|---\n)*\s*apiVersion:/.test(text);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        highlightActiveLine(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        syntaxHighlighting(colours),
        ...(isYaml ? [yaml()] : []),
        EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
        keymap.of([
          {
            key: 'Mod-s',
            preventDefault: true,
            run: () => {
              save();
              return true;
            },
          },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
