'use strict';
/**
 * What VS Code needs of `@vscode/spdlog`, whose native part would have to be compiled: without it the Output panel stays empty.
 * `install.ts` puts this in its place. Lines are written at once, so nothing is lost when a host ends.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  #path;
  #level = levels.indexOf('info');
  #hasPattern = true;

  constructor(kind, name, path) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
  }

  trace = (message) => this.#write(0, message);
  debug = (message) => this.#write(1, message);
  info = (message) => this.#write(2, message);
  warn = (message) => this.#write(3, message);
  error = (message) => this.#write(4, message);
  critical = (message) => this.#write(5, message);

  getLevel = () => this.#level;
  setLevel = (level) => void (this.#level = level);
  /** VS Code knows one pattern: time, level, message. */
  setPattern = () => void (this.#hasPattern = true);
  clearFormatters = () => void (this.#hasPattern = false);
  flush = () => undefined;
  drop = () => undefined;

  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#path, this.#hasPattern ? `${time} [${levels[level]}] ${message}\n` : message);
  }
}

const version = 0;
const setLevel = () => undefined;
const setFlushOn = () => undefined;
const createRotatingLogger = async (name, path) => new Logger('rotating', name, path);
const createAsyncRotatingLogger = createRotatingLogger;

module.exports = { version, setLevel, setFlushOn, createRotatingLogger, createAsyncRotatingLogger, Logger };
