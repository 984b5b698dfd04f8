// Starts the emulator, and calls it. Needs the binary and Node's own fetch.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const BINARY = process.env.TRUNKLINE_EMULATOR ?? "trunkline-emulator";
const LOGIN = btoa("11223344:emulator-secret-0123456789abcdef");

export async function startEmulator() {
  const command = ["--listen", "127.0.0.1:0", "--clock", "frozen", "--quiet"];
  const program = spawn(BINARY, command, { stdio: ["ignore", "pipe", "inherit"] });
  await once(program, "spawn"); // rejects if there is no such program
  // The first line says, as JSON, where it listens: port 0 is a free one.
  const [line] = await once(createInterface(program.stdout), "line");
  const { flowroute, admin } = JSON.parse(line);

  const call = async (method, url, body) => {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Basic ${LOGIN}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };

  return {
    flowroute,
    admin,
    call,
    reset: () => call("POST", `${admin}/reset`),
    fault: (fault) => call("POST", `${admin}/faults`, fault),
    advance: (seconds) => call("POST", `${admin}/clock/advance`, { seconds }),
    audit: async () => (await call("GET", `${admin}/audit`)).body,
    stop: async () => {
      program.kill();
      await once(program, "exit");
    },
  };
}
