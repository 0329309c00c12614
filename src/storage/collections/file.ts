export { type FileChunkDocument, fileChunks } from './file-chunks.ts';
export { type FileUploadDocument, fileUploads } from './file-uploads.ts';
export { type FileDocument, files } from './files.ts';
