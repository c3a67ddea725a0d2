import { definePlugin } from '@astrojs/starlight/expressive-code';

/**
 * What the code blocks of a lesson say of themselves, beyond how they look: `sh` is for the terminal
 * unless it says `by-hand`, and `title="web.yaml"` names a file that commands use.
 */
export const lessonBlocks = definePlugin({
  name: 'lesson-blocks',
  hooks: {
    preprocessMetadata: ({ codeBlock }) => {
      const title = codeBlock.metaOptions.getString('title');
      if (title !== undefined) Object.assign(codeBlock.props, { frame: 'code', title });
    },
    postprocessRenderedBlock: ({ codeBlock, renderData }) => {
      const { language, metaOptions } = codeBlock;
      const title = metaOptions.getString('title');
      const { properties } = renderData.blockAst;
      if (language === 'sh' && !metaOptions.getBoolean('by-hand')) properties['dataRun'] = 'command';
      else if (title !== undefined) Object.assign(properties, { dataRun: 'file', dataFile: title });
    },
  },
});
