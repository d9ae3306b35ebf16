import { LARGEST_STORAGE } from "../schema/database.ts";
import type { Check } from "./check.ts";

/** Storage has room to grow by itself: RDS wants at least a tenth above what there is (CreateDBInstance, `MaxAllocatedStorage`). */
export const checkDatabase: Check = ({ settings }) => {
  const { storageGiB, maximumStorageGiB } = settings["launch:database"] ?? {};
  if (storageGiB === undefined) return [];
  const least = Math.ceil((storageGiB * 11) / 10);
  if (least > LARGEST_STORAGE) {
    return [
      {
        path: ["launch:database", "storageGiB"],
        why: `No room is left to grow by itself: RDS ends at ${LARGEST_STORAGE} GiB.`,
        write: `${Math.floor((LARGEST_STORAGE * 10) / 11)} or less`,
      },
    ];
  }
  if (maximumStorageGiB === undefined || maximumStorageGiB >= least) return [];
  return [
    {
      path: ["launch:database", "maximumStorageGiB"],
      why: `RDS grows storage only when there is at least a tenth above storageGiB, which is ${storageGiB}.`,
      write: `${least} or more`,
    },
  ];
};
