// marcjs reads the records of a library.
// node marc.cjs FILE FORMAT  ->  JSON: [{leader, fields: [[tag, indicators, code, value, …]…]}…]
const fs = require("fs");
const { Marc } = require("marcjs");

const [file, format] = process.argv.slice(2);
const records = [];
fs.createReadStream(file)
  .pipe(Marc.createStream(format, "Parser"))
  .on("data", (record) => records.push({ leader: record.leader, fields: record.fields }))
  .on("end", () => console.log(JSON.stringify(records)));
