import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the platform's administrators set for every tenant that set nothing of its own. One row at most. */
@Entity('system_settings')
export class SystemSettings {
  @PrimaryColumn({ type: 'int' }) id: number;
  @Column({ type: 'int', nullable: true }) tokenMinutes: number | null;
}
