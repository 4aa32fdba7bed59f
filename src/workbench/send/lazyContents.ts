import type { ContentReader } from '../../http/ports';
import { loadEngine } from '../loaded';

/** Reads bodies as the engine does, which is loaded whenever there is one to read. */
export const lazyContents: ContentReader = {
  read: async (content, start, end) => {
    const { contentReader } = await loadEngine();
    return contentReader.read(content, start, end);
  },
};
