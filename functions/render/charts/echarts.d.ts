declare module "echarts/dist/echarts.common.min.js" {
  import * as echarts from "echarts/core";

  export default echarts;
}
