declare module '*.css';
declare module '*.svg' {
  /** The text of the picture. */
  const source: string;
  export { source as default };
}
