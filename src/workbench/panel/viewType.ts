/** The type of the panel, which the workbench knows it by after a reload. */
export const VIEW_TYPE = 'rcreq.response';
