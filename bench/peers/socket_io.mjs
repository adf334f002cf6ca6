// Socket.IO as its guide has it: everybody is in one room, and a message goes to the room.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  socket.join("room");
  socket.on("message", (text) => io.to("room").emit("message", text));
});

http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 });
